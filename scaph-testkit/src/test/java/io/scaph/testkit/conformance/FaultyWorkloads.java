package io.scaph.testkit.conformance;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.api.workload.ProcessInfo;
import io.scaph.api.workload.Resources;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A workload source that keeps all rules but one. */
public final class FaultyWorkloads implements WorkloadSourceProvider {
    /** The faults, named for what they break. */
    enum Fault {
        NONE,
        NO_NAME,
        NO_DETAIL,
        NO_MACHINE,
        MACHINE_TWICE,
        NO_PROCESSES,
        PROCESS_TWICE,
        RUNNING_AND_ENDED,
        TIME_FALLS,
        ALWAYS_ANOTHER_OBJECT,
        CHILDREN_FIRST,
        FAILS_FOR_UNKNOWN_PROCESS,
        FAILS_AFTER_AN_INTERRUPT,
        CLOSE_THROWS_AT_SECOND
    }

    static volatile Fault fault = Fault.NONE;

    /** For the contract. */
    public FaultyWorkloads() {}

    private static boolean is(Fault which) {
        return fault == which;
    }

    @Override
    public String name() {
        return is(Fault.NO_NAME) ? "" : "faulty";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Availability probe(PluginSetup setup) {
        return Availability.available(is(Fault.NO_DETAIL) ? "" : "two processes");
    }

    @Override
    public WorkloadSource open(PluginSetup setup) {
        return new Opened();
    }

    private static final class Opened implements WorkloadSource {
        private final ProcessInfo first = process(1);
        private final ProcessInfo second = process(2);
        private long nanos = 1_000;
        private int passes;
        private boolean dead;
        private boolean closed;

        private static ProcessInfo process(long pid) {
            return ProcessInfo.of(pid, Instant.EPOCH, "process");
        }

        @Override
        public void read(Visitor visitor) {
            passes++;
            nanos += is(Fault.TIME_FALLS) && passes % 5 == 0 ? -10 : 1;
            dead |= is(Fault.FAILS_AFTER_AN_INTERRUPT) && Thread.currentThread().isInterrupted();
            for (int i = is(Fault.NO_MACHINE) ? 1 : 0; i < (is(Fault.MACHINE_TWICE) ? 2 : 1); i++) {
                visitor.machine(4, 0, 0, 0);
            }
            if (is(Fault.CHILDREN_FIRST)) {
                visitor.endedChildren(second, 5);
            }
            if (!dead && !is(Fault.NO_PROCESSES)) {
                visitor.process(first, nanos, false);
                visitor.process(is(Fault.ALWAYS_ANOTHER_OBJECT) ? process(2) : second, nanos, false);
            }
            if (is(Fault.PROCESS_TWICE)) {
                visitor.process(first, nanos, false);
            }
            if (is(Fault.RUNNING_AND_ENDED)) {
                visitor.ended(first, nanos, false);
            }
        }

        @Override
        public Optional<Resources> resources(ProcessInfo process) {
            if (is(Fault.FAILS_FOR_UNKNOWN_PROCESS)) {
                throw new NoSuchElementException("unknown process");
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            if (closed && is(Fault.CLOSE_THROWS_AT_SECOND)) {
                throw new IllegalStateException("it is closed");
            }
            closed = true;
        }
    }
}
