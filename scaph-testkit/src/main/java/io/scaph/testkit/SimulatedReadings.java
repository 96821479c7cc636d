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

/** What a monitor reads of a simulated machine. Safe for use by several threads. */
final class SimulatedReadings {
    private final Topology topology;
    private final Timeline timeline;
    private volatile boolean begun;

    SimulatedReadings(Topology topology, Timeline timeline) {
        this.topology = topology;
        this.timeline = timeline;
    }

    /** Whether the counters were ever read. */
    boolean begun() {
        return begun;
    }

    Sensor sensor() {
        return new Counters();
    }

    WorkloadSource workloads() {
        return new OwnProcessSource() {
            /** At the first pass nobody counts as new. */
            private long started = Long.MAX_VALUE;

            @Override
            public void read(Visitor visitor) {
                timeline.now(state -> {
                    state.read(visitor, started);
                    started = state.started();
                });
            }

            @Override
            public OptionalLong ownPid() {
                long self = timeline.ask(MachineState::self);
                return self < 0 ? OptionalLong.empty() : OptionalLong.of(self);
            }

            @Override
            public Optional<CpuClocks> cpuClocks() {
                return Optional.of(clocks());
            }

            @Override
            public Optional<JvmTimes> jvmTimes() {
                return timeline.see(MachineState::jvmTimes);
            }

            @Override
            public void close() {
                // Holds nothing.
            }
        };
    }

    private CpuClocks clocks() {
        return new CpuClocks() {
            @Override
            public long processNanos() {
                return timeline.ask(MachineState::ownNanos);
            }

            @Override
            public long threadNanos() {
                return timeline.ask(MachineState::ownNanos);
            }
        };
    }

    private final class Counters implements Sensor {
        private final List<SimulatedUse.Teller> tellers = timeline.see(MachineState::tellers);
        private long suspends = timeline.ask(MachineState::suspends);

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public void read(RawCounters counters) {
            begun = true;
            timeline.now(state -> {
                if (state.suspends() > suspends) {
                    suspends = state.suspends();
                    counters.suspended();
                }
                state.read(counters);
            });
        }

        @Override
        public Duration step() {
            return Duration.ZERO;
        }

        @Override
        public void readUse(DeviceUse use) {
            timeline.now(state -> state.readUse(tellers, use));
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
