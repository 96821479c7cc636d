package io.scaph.prometheus.internal.exposition;

import java.util.Locale;

/** The text formats that Prometheus and others read. */
public enum Format {
    /** Prometheus' own, which everybody reads. */
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics 1.0. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    /**
     * What the answer is called.
     *
     * @return the value of {@code Content-Type}
     */
    public String contentType() {
        return contentType;
    }

    /**
     * The format that a client wants most: by the weights of its {@code Accept}, of equals the first that it names. Whoever
     * accepts neither gets text, as from every exporter.
     *
     * @param accept the header; empty if there is none
     * @return the format
     */
    public static Format negotiate(String accept) {
        Format best = TEXT;
        double bestWeight = 0;
        for (String range : accept.split(",", -1)) {
            String[] parts = range.split(";", -1);
            String type = parts[0].strip().toLowerCase(Locale.ROOT);
            boolean open = type.equals("application/openmetrics-text");
            boolean text = type.equals("text/plain") || type.equals("text/*") || type.equals("*/*");
            double weight = Weights.of(parts);
            if ((open || text) && weight > bestWeight) {
                bestWeight = weight;
                best = open ? OPEN_METRICS : TEXT;
            }
        }
        return best;
    }

    /**
     * Whether a client takes gzip.
     *
     * @param acceptEncoding the header {@code Accept-Encoding}; empty if there is none
     * @return true if it says so
     */
    public static boolean takesGzip(String acceptEncoding) {
        for (String coding : acceptEncoding.split(",", -1)) {
            String[] parts = coding.split(";", -1);
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            if (name.equals("gzip") || name.equals("x-gzip")) {
                return Weights.of(parts) > 0;
            }
        }
        return false;
    }

    /** The weights of HTTP's lists. */
    private static final class Weights {
        private Weights() {}

        static double of(String[] parts) {
            for (int i = 1; i < parts.length; i++) {
                String parameter = parts[i].strip();
                if (parameter.startsWith("q=")) {
                    try {
                        return Double.parseDouble(parameter.substring(2));
                    } catch (NumberFormatException e) {
                        return 0;
                    }
                }
            }
            return 1;
        }
    }
}
