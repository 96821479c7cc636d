package io.scaph.exporter.prometheus;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The exporter {@code prometheus-push}: pushes metrics to a Pushgateway. */
public final class PrometheusPushProvider implements ExporterProvider {
    private static final Logger LOGGER = LoggerFactory.getLogger(PrometheusPushProvider.class);
    private static final long LONGEST_STEP = 1_000_000_000;

    private static final Option<String> HOST = Option.text("host", "HOST", "the host of the Pushgateway")
            .withLetter('H')
            .withDefault("localhost");
    private static final Option<Long> PORT = Option.integer("port", "PORT", "the TCP port of the Pushgateway")
            .withLetter('p')
            .withDefault(9091L);
    private static final Option<String> SUFFIX = Option.text("suffix", "PATH", "the path of metrics at the Pushgateway")
            .withDefault("metrics");
    private static final Option<String> SCHEME =
            Option.text("scheme", "SCHEME", "http or https").withLetter('S').withDefault("http");
    private static final Option<Long> STEP = Option.integer("step", "SECONDS", "time between two pushes")
            .withLetter('s')
            .withDefault(30L);
    private static final Option<String> JOB = Option.text("job", "NAME", "the label job of the metrics at the gateway")
            .withLetter('j')
            .withDefault("scaphandre");
    private static final Option<Boolean> NO_TLS_CHECK =
            Option.flag("no-tls-check", "accept any certificate of the gateway");

    /** For {@code ServiceLoader}. */
    public PrometheusPushProvider() {}

    @Override
    public String name() {
        return "prometheus-push";
    }

    @Override
    public String description() {
        return "pushes metrics to a Pushgateway, for Prometheus to scrape there";
    }

    @Override
    public List<Option<?>> options() {
        return MetricOptions.after(HOST, PORT, SUFFIX, SCHEME, STEP, JOB, NO_TLS_CHECK);
    }

    @Override
    public Exporter create(PluginSetup setup) {
        Options options = setup.options();
        long step = options.get(STEP);
        if (step <= 0 || step > LONGEST_STEP) {
            throw new IllegalArgumentException("--step: it must be above 0, not " + step);
        }
        if (options.get(JOB).isEmpty()) {
            throw new IllegalArgumentException("--job: the name must not be empty");
        }
        URI base = base(options.get(SCHEME), options.get(HOST), options.get(PORT), options.get(SUFFIX));
        String hostname = hostname();
        Map<String, String> group = new LinkedHashMap<>();
        group.put("job", options.get(JOB));
        group.put("instance", hostname);
        group.put("hostname", hostname);
        return new PrometheusPushExporter(
                new Gateway(base, group, !options.get(NO_TLS_CHECK)),
                Duration.ofSeconds(step),
                MetricOptions.settings(options, setup.roots()),
                MetricOptions.details(options));
    }

    /** The address to which metrics are pushed. */
    static URI base(String scheme, String host, long port, String suffix) {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("--scheme: it is http or https, not '" + scheme + "'");
        }
        String path = "/" + PrometheusProvider.suffix(suffix);
        try {
            URI base = new URI(scheme, null, host, PrometheusProvider.port(port, 1), path, null, null);
            // A host with a slash or an @ gives an address of another host or another path.
            if (base.getHost() != null && base.getUserInfo() == null && base.getPort() == port) {
                return base;
            }
        } catch (URISyntaxException e) {
            LOGGER.debug("the reason", e);
        }
        throw new IllegalArgumentException("--host: '" + host
                + "' is not a host name or an address; give the rest by --scheme, --port and --suffix");
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The name of this machine can't be resolved; the message begins with it.
            String message = String.valueOf(e.getMessage());
            return message.replaceFirst(":.*", "");
        }
    }
}
