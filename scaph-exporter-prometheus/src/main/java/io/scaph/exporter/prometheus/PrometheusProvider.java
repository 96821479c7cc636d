package io.scaph.exporter.prometheus;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.exporter.prometheus.internal.access.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The exporter {@code prometheus}: metrics over HTTP, for Prometheus to scrape. */
public final class PrometheusProvider implements ExporterProvider {
    private static final long MOST_PORT = 65_535;

    private static final Option<String> ADDRESS = Option.text(
                    "address", "ADDRESS", "the address to listen on; 0.0.0.0 or :: for all networks")
            .withLetter('a')
            .withDefault("127.0.0.1");
    private static final Option<Long> PORT = Option.integer(
                    "port", "PORT", "the TCP port; 0 for any free one, which -v shows")
            .withLetter('p')
            .withDefault(8080L);
    private static final Option<String> SUFFIX = Option.text(
                    "suffix", "PATH", "metrics are at http://ADDRESS:PORT/PATH")
            .withLetter('s')
            .withDefault("metrics");

    private static final Option<Path> WEB_CONFIG =
            Option.path("web-config", "FILE", "TLS and passwords, as in Prometheus' web configuration files");

    /** For {@code ServiceLoader}. */
    public PrometheusProvider() {}

    @Override
    public String name() {
        return "prometheus";
    }

    @Override
    public String description() {
        return "serves metrics over HTTP, for Prometheus to scrape";
    }

    @Override
    public List<Option<?>> options() {
        return MetricOptions.after(ADDRESS, PORT, SUFFIX, WEB_CONFIG);
    }

    @Override
    public Exporter create(PluginSetup setup) {
        Options options = setup.options();
        return new PrometheusExporter(
                address(options.get(ADDRESS), port(options.get(PORT), 0)),
                suffix(options.get(SUFFIX)),
                options.find(WEB_CONFIG).map(PrometheusProvider::access).orElse(Access.OPEN),
                MetricOptions.settings(options, setup.roots()),
                MetricOptions.details(options));
    }

    private static Access access(Path file) {
        try {
            return Access.of(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("--web-config: " + e.getMessage(), e);
        }
    }

    private static InetSocketAddress address(String address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--address: '" + address + "' is not an address of this machine", e);
        }
    }

    /** The value of the option --port, of both exporters. */
    static int port(long given, int least) {
        if (given < least || given > MOST_PORT) {
            throw new IllegalArgumentException("--port: it must be from " + least + " to 65535, not " + given);
        }
        return (int) given;
    }

    /** The value of the option --suffix, of both exporters. */
    static String suffix(String given) {
        return path(given)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--suffix: '" + given + "' is not a path; as in --suffix push/metrics"));
    }

    /** A path without slashes around it and without empty segments; empty if it is not a path. */
    static Optional<String> path(String given) {
        String path = given.replaceAll("/+", "/").replaceAll("^/|/$", "");
        return Optional.of(path).filter(it -> it.matches("[A-Za-z0-9._~/-]+"));
    }
}
