package io.scaph.prometheus.internal.exposition;

import java.util.Locale;

/** The text formats that Prometheus and other programs read. */
public enum Format {
    /** The format of Prometheus, which all of them read. */
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics 1.0. */
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    Format(String contentType) {
        this.contentType = contentType;
    }

    /**
     * Returns the type of a response.
     *
     * @return the value of {@code Content-Type}
     */
    public String contentType() {
        return contentType;
    }

    /**
     * Returns the format with the highest weight in the client's {@code Accept}; the first one if weights are equal. A client
     * that accepts neither gets text, as from every exporter.
     *
     * @param accept the header; empty if it is missing
     * @return the format
     */
    public static Format negotiate(String accept) {
        Format best = TEXT;
        double bestWeight = 0;
        for (String range : accept.split(",", -1)) {
            String type = name(range);
            boolean open = type.equals("application/openmetrics-text");
            boolean text = type.equals("text/plain") || type.equals("text/*") || type.equals("*/*");
            if ((open || text) && weight(range) > bestWeight) {
                bestWeight = weight(range);
                best = open ? OPEN_METRICS : TEXT;
            }
        }
        return best;
    }

    /**
     * Returns whether a client accepts gzip.
     *
     * @param acceptEncoding the header {@code Accept-Encoding}; empty if it is missing
     * @return true if the header says so
     */
    public static boolean takesGzip(String acceptEncoding) {
        for (String coding : acceptEncoding.split(",", -1)) {
            if (name(coding).equals("gzip") || name(coding).equals("x-gzip")) {
                return weight(coding) > 0;
            }
        }
        return false;
    }

    /** The name of an element of a list of HTTP, without its parameters. */
    private static String name(String element) {
        return element.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static double weight(String element) {
        for (String parameter : element.split(";", -1)) {
            if (parameter.strip().startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.strip().substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
