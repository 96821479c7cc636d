package io.scaph.exporter.prometheus;

import io.scaph.api.Monitor;
import io.scaph.api.spi.HostRoots;
import io.scaph.exporter.prometheus.internal.http.Limits;
import io.scaph.exporter.prometheus.internal.http.Listener;
import io.scaph.exporter.prometheus.internal.http.SocketSecurity;
import io.scaph.exporter.prometheus.internal.page.Site;
import io.scaph.prometheus.MetricSchema;
import io.scaph.prometheus.internal.publishing.Content;
import io.scaph.prometheus.internal.publishing.Following;
import io.scaph.prometheus.internal.schema.Schema;
import io.scaph.prometheus.internal.view.GroupKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * An HTTP endpoint in an application, for Prometheus to scrape at {@code /metrics}:
 *
 * <pre>{@code
 * Monitor monitor = Monitor.open();
 * PrometheusEndpoint endpoint = PrometheusEndpoint.builder().port(9400).open(monitor);
 * }</pre>
 *
 * <p>Its threads keep no JVM alive, and it answers from the last tick alone. Whether processes are labelled with their
 * container, virtual machine or command line is told to the monitor ({@link Monitor.Builder#details}). Safe for use by
 * several threads.
 */
public final class PrometheusEndpoint implements AutoCloseable {
    private final Following following;
    private final Listener listener;

    private PrometheusEndpoint(Following following, Listener listener) {
        this.following = following;
        this.listener = listener;
    }

    /**
     * Begins to describe an endpoint.
     *
     * @return a builder with the defaults: loopback, port 8080, path {@code /metrics}
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where it listens.
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
        following.close();
    }

    /** Describes an endpoint before it is opened. For use by one thread. */
    public static final class Builder {
        private static final int DEFAULT_PORT = 8_080;

        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port = DEFAULT_PORT;
        private String path = "metrics";
        private MetricSchema schema = MetricSchema.SCAPHANDRE;
        private int mostProcesses = Content.DEFAULT_MOST;
        private final Map<GroupKind<?>, Integer> mostGroups = new HashMap<>(Content.DEFAULT_GROUPS);
        private HostRoots roots = HostRoots.STANDARD;

        private Builder() {}

        /**
         * Sets where to listen.
         *
         * @param where an address of this machine; everybody who can reach it can read the metrics. Loopback by default
         * @return this
         */
        public Builder address(InetAddress where) {
            address = where;
            return this;
        }

        /**
         * Sets the port.
         *
         * @param number a TCP port, or 0 for any that is free
         * @return this
         */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /**
         * Sets the path of the metrics.
         *
         * @param suffix the path; {@code metrics} by default
         * @return this
         * @throws IllegalArgumentException if it is no path
         */
        public Builder path(String suffix) {
            path = PrometheusProvider.suffix(suffix);
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
         * Sets how many processes have a line of their own: the busiest. All others share one, so sums hold.
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
         * Sets how many containers have a line of their own: the busiest. All others share one. They are known only if the
         * monitor was opened with {@link io.scaph.api.workload.WorkloadDetail#CONTAINER}.
         *
         * @param most 0 or more; 1,000 by default
         * @return this
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder mostContainers(int most) {
            return most("mostContainers", GroupKind.CONTAINER, most);
        }

        /**
         * Sets how many jobs of batch schedulers have a line of their own: the busiest. All others share one. They are known
         * only if the monitor was opened with {@link io.scaph.api.workload.WorkloadDetail#CONTAINER}.
         *
         * @param most 0 or more; 1,000 by default
         * @return this
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder mostJobs(int most) {
            return most("mostJobs", GroupKind.JOB, most);
        }

        /**
         * Publishes the energy of systemd units, which are not published by default, and sets how many have a line of their
         * own: the busiest. All others share one. They are known only if the monitor was opened with
         * {@link io.scaph.api.workload.WorkloadDetail#UNIT}.
         *
         * @param most 0 or more
         * @return this
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder mostUnits(int most) {
            return most("mostUnits", GroupKind.UNIT, most);
        }

        /**
         * Sets how many users have a line of their own: the busiest. All others share one. They are known only if the
         * monitor was opened with {@link io.scaph.api.workload.WorkloadDetail#USER}.
         *
         * @param most 0 or more; 1,000 by default
         * @return this
         * @throws IllegalArgumentException if it is below 0
         */
        public Builder mostUsers(int most) {
            return most("mostUsers", GroupKind.USER, most);
        }

        private Builder most(String method, GroupKind<?> kind, int most) {
            mostGroups.put(kind, notNegative(method, most));
            return this;
        }

        private static int notNegative(String method, int most) {
            if (most < 0) {
                throw new IllegalArgumentException(method + "(" + most + "): must be 0 or more");
            }
            return most;
        }

        /**
         * Says where the host's {@code /proc} and {@code /sys} are, as it was told to the monitor.
         *
         * @param where the roots
         * @return this
         */
        public Builder roots(HostRoots where) {
            roots = where;
            return this;
        }

        /**
         * Begins to listen.
         *
         * @param monitor what to publish; the caller closes it, after the endpoint
         * @return the open endpoint
         * @throws IOException if the address or port can't be used
         * @throws IllegalArgumentException if there is no such port
         */
        public PrometheusEndpoint open(Monitor monitor) throws IOException {
            Content content = new Content(Schema.of(schema.label()).orElseThrow(), mostProcesses, mostGroups, roots);
            InetSocketAddress where = new InetSocketAddress(address, port);
            Following following = new Following(monitor, content);
            try {
                Site site = new Site(following.publication(), path);
                return new PrometheusEndpoint(
                        following, Listener.open(where, site, SocketSecurity.NONE, Limits.STANDARD));
            } catch (IOException | RuntimeException e) {
                following.close();
                throw e;
            }
        }
    }
}
