package io.scaph.testkit;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.api.internal.own.OwnProcessSource;
import io.scaph.api.spi.DeviceUse;
import io.scaph.api.spi.RawCounters;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The sensor and the workload source of a simulated machine. Safe for use by several threads. */
final class SimulatedReadings {
    private final Topology topology;
    private final Timeline timeline;
    private volatile boolean read;

    SimulatedReadings(Topology topology, Timeline timeline) {
        this.topology = topology;
        this.timeline = timeline;
    }

    /** Whether the counters were ever read. */
    boolean wereRead() {
        return read;
    }

    Sensor sensor() {
        return new Counters();
    }

    WorkloadSource workloads() {
        return new OwnProcessSource() {
            /** At the first pass no process is new. */
            private long started = Long.MAX_VALUE;

            @Override
            public void read(Visitor visitor) {
                timeline.now(state -> {
                    state.visit(visitor, started);
                    started = state.started();
                });
            }

            @Override
            public OptionalLong ownPid() {
                long self = timeline.number(MachineState::self);
                return self < 0 ? OptionalLong.empty() : OptionalLong.of(self);
            }

            @Override
            public Optional<CpuClocks> cpuClocks() {
                return Optional.of(new Clocks());
            }

            @Override
            public Optional<JvmTimes> jvmTimes() {
                return timeline.get(MachineState::jvmTimes);
            }
        };
    }

    private final class Clocks implements CpuClocks {
        @Override
        public long processNanos() {
            return timeline.number(MachineState::ownNanos);
        }

        @Override
        public long threadNanos() {
            return processNanos();
        }
    }

    private final class Counters implements Sensor {
        private final List<SimulatedUse.Reporter> reporters = timeline.get(state -> state.counters().stream()
                .map(counter -> counter.use().new Reporter())
                .toList());
        private long suspends = timeline.number(MachineState::suspends);

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public void read(RawCounters counters) {
            read = true;
            timeline.now(state -> {
                if (state.suspends() > suspends) {
                    suspends = state.suspends();
                    counters.suspended();
                }
                int domain = 0;
                for (SimulatedCounter counter : state.counters()) {
                    counter.read(counters, domain++);
                }
            });
        }

        @Override
        public Duration step() {
            return Duration.ZERO;
        }

        @Override
        public void readUse(DeviceUse use) {
            timeline.now(state -> {
                for (int domain = 0; domain < reporters.size(); domain++) {
                    reporters.get(domain).report(domain, use);
                }
            });
        }
    }
}
