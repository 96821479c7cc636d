package io.scaph.exporter.prometheus;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.HostRoots;
import io.scaph.exporter.prometheus.internal.access.Access;
import io.scaph.exporter.prometheus.internal.http.Limits;
import io.scaph.exporter.prometheus.internal.http.Listener;
import io.scaph.exporter.prometheus.internal.page.Site;
import io.scaph.prometheus.MetricSchema;
import io.scaph.prometheus.internal.publishing.PublicationSettings;
import io.scaph.prometheus.internal.schema.Schema;
import io.scaph.prometheus.internal.view.MetricGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP endpoint in an application, for Prometheus to scrape at {@code /metrics}:
 *
 * <pre>{@code
 * Monitor monitor = Monitor.open();
 * PrometheusEndpoint endpoint = PrometheusEndpoint.builder().port(9400).open(monitor);
 * }</pre>
 *
 * <p>It serves plain HTTP unless it has a {@linkplain Builder#webConfig web configuration file} with certificates and
 * passwords. Its threads do not keep the JVM running, and it publishes the last tick without waiting for the next one. The
 * monitor decides whether processes are labelled with their container, virtual machine or command line ({@link
 * MonitorBuilder#details}). Safe for use by several threads.
 */
public final class PrometheusEndpoint implements AutoCloseable {
    private final SnapshotReader snapshots;
    private final Site site;
    private final Listener listener;

    private PrometheusEndpoint(SnapshotReader snapshots, Site site, Listener listener) {
        this.snapshots = snapshots;
        this.site = site;
        this.listener = listener;
    }

    /**
     * Returns a builder with the defaults: loopback, port 8080, path {@code /metrics}, plain HTTP.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the port on which it listens.
     *
     * @return the TCP port
     */
    public int port() {
        return listener.port();
    }

    /** Stops listening. The monitor stays open. Does nothing the second time. */
    @Override
    public void close() {
        listener.close();
        site.close();
        snapshots.close();
    }

    /** Describes an endpoint before it is opened. For use by one thread. */
    public static final class Builder {
        private static final int DEFAULT_PORT = 8_080;
        private static final int MOST_PORT = 65_535;

        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port = DEFAULT_PORT;
        private String path = "metrics";
        private Optional<Path> webConfig = Optional.empty();
        private MetricSchema schema = MetricSchema.SCAPHANDRE;
        private int mostProcesses = PublicationSettings.DEFAULT_MOST;
        private final Map<MetricGroup<?>, Integer> mostGroups = new HashMap<>(PublicationSettings.DEFAULT_GROUPS);
        private HostRoots roots = HostRoots.STANDARD;

        private Builder() {}

        /**
         * Sets the address to listen on.
         *
         * @param where an address of this machine, loopback by default. All clients that can reach it can read the metrics,
         *     unless a {@linkplain #webConfig web configuration file} requires passwords
         * @return this
         */
        public Builder address(InetAddress where) {
            address = where;
            return this;
        }

        /**
         * Sets the port.
         *
         * @param number a TCP port, or 0 for any free one; 8080 by default
         * @return this
         * @throws IllegalArgumentException if it is not from 0 to 65535
         */
        public Builder port(int number) {
            if (number < 0 || number > MOST_PORT) {
                throw new IllegalArgumentException("port must be from 0 to 65535, not " + number);
            }
            port = number;
            return this;
        }

        /**
         * Sets a web configuration file of Prometheus with TLS certificates and passwords, as the option {@code --web-config}
         * of the command line does. Files that change take effect within seconds.
         *
         * @param file the file; paths in it are relative to its directory
         * @return this
         */
        public Builder webConfig(Path file) {
            webConfig = Optional.of(file);
            return this;
        }

        /**
         * Sets the path of the metrics.
         *
         * @param suffix the path; {@code metrics} by default
         * @return this
         * @throws IllegalArgumentException if it is not a path
         */
        public Builder path(String suffix) {
            path = PrometheusProvider.path(suffix)
                    .orElseThrow(() -> new IllegalArgumentException("path: '" + suffix + "' is not a path"));
            return this;
        }

        /**
         * Chooses the names of metrics.
         *
         * @param names the schema; {@link MetricSchema#SCAPHANDRE} by default
         * @return this
         */
        public Builder schema(MetricSchema names) {
            schema = names;
            return this;
        }

        /**
         * Sets how many processes have their own line: the busiest. All others share one, so sums hold.
         *
         * @param most 0 or more; 1,000 by default
         * @return this
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder mostProcesses(int most) {
            mostProcesses = notNegative("mostProcesses", most);
            return this;
        }

        /**
         * Sets how many containers have their own line: the busiest. All others share one. They are known only if the
         * monitor was opened with {@link io.scaph.api.workload.WorkloadDetail#CONTAINER}.
         *
         * @param most 0 or more; 1,000 by default
         * @return this
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder mostContainers(int most) {
            return most("mostContainers", MetricGroup.CONTAINER, most);
        }

        /**
         * Sets how many jobs of batch schedulers have their own line: the busiest. All others share one. They are known
         * only if the monitor was opened with {@link io.scaph.api.workload.WorkloadDetail#CONTAINER}.
         *
         * @param most 0 or more; 1,000 by default
         * @return this
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder mostJobs(int most) {
            return most("mostJobs", MetricGroup.JOB, most);
        }

        /**
         * Publishes the energy of systemd units, which are not published by default, and sets how many have their own line: the
         * busiest. All others share one. They are known only if the monitor was opened with {@link
         * io.scaph.api.workload.WorkloadDetail#UNIT}.
         *
         * @param most 0 or more
         * @return this
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder mostUnits(int most) {
            return most("mostUnits", MetricGroup.UNIT, most);
        }

        /**
         * Sets how many users have their own line: the busiest. All others share one. They are known only if the
         * monitor was opened with {@link io.scaph.api.workload.WorkloadDetail#USER}.
         *
         * @param most 0 or more; 1,000 by default
         * @return this
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder mostUsers(int most) {
            return most("mostUsers", MetricGroup.USER, most);
        }

        private Builder most(String method, MetricGroup<?> group, int most) {
            mostGroups.put(group, notNegative(method, most));
            return this;
        }

        private static int notNegative(String method, int most) {
            if (most < 0) {
                throw new IllegalArgumentException(method + " must be 0 or more, not " + most);
            }
            return most;
        }

        /**
         * Sets where the host's {@code /proc} and {@code /sys} are, as for the monitor.
         *
         * @param where the roots
         * @return this
         */
        public Builder roots(HostRoots where) {
            roots = where;
            return this;
        }

        /**
         * Starts to listen.
         *
         * @param monitor what to publish; the caller closes it, after the endpoint
         * @return the open endpoint
         * @throws IOException if the address or port can't be used, or a file of the web configuration can't be read; the
         *     message names it
         * @throws IllegalArgumentException if the web configuration file has an error
         */
        public PrometheusEndpoint open(Monitor monitor) throws IOException {
            Access access = webConfig.isPresent() ? Access.of(webConfig.get()) : Access.OPEN;
            PublicationSettings settings =
                    new PublicationSettings(Schema.of(schema.label()), mostProcesses, Map.copyOf(mostGroups), roots);
            SnapshotReader snapshots = monitor.reader();
            Site site = new Site(snapshots, settings, path);
            try {
                Listener listener = Listener.open(
                        new InetSocketAddress(address, port), access.guard(site), access, Limits.STANDARD);
                site.followInBackground();
                return new PrometheusEndpoint(snapshots, site, listener);
            } catch (IOException | RuntimeException e) {
                site.close();
                snapshots.close();
                throw e;
            }
        }
    }
}
