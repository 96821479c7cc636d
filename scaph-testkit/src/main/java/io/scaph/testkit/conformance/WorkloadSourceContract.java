package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSource;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.api.workload.ProcessInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The rules of every workload source, one test each. Extend it, supply the provider and a place where it works, and run it like
 * any test.
 */
public abstract class WorkloadSourceContract extends SourceContract<WorkloadSourceProvider, WorkloadSource> {
    private static final int PASSES = 10;

    /** For subclasses. */
    protected WorkloadSourceContract() {
        super(WorkloadSourceProvider.class);
    }

    @Override
    final ProviderFacts facts(WorkloadSourceProvider provider) {
        return new ProviderFacts(provider.name(), Optional.empty(), List.of());
    }

    @Override
    final Availability probe(WorkloadSourceProvider provider, PluginSetup setup) {
        return provider.probe(setup);
    }

    @Override
    final WorkloadSource open(WorkloadSourceProvider provider, PluginSetup setup) {
        return provider.open(setup);
    }

    @Override
    final void readOnce(WorkloadSource source) throws IOException {
        pass(source);
    }

    private static RecordedPass pass(WorkloadSource source) throws IOException {
        RecordedPass pass = new RecordedPass();
        source.read(pass);
        return pass;
    }

    /**
     * Each pass reports the machine, once, with at least one CPU.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void everyPassReportsTheMachineOnce() throws Exception {
        try (WorkloadSource source = open()) {
            for (int i = 0; i < 2; i++) {
                List<Integer> onlineCpus = pass(source).onlineCpus();
                assertEquals(1, onlineCpus.size(), "how often the machine was reported");
                assertTrue(onlineCpus.get(0) > 0, () -> "the number of online CPUs is " + onlineCpus.get(0));
            }
        }
    }

    /**
     * Where it works, there is at least one process.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void aPassReportsProcesses() throws Exception {
        try (WorkloadSource source = open()) {
            assertFalse(pass(source).processes().isEmpty(), "no process was reported");
        }
    }

    /**
     * No process is reported twice in a pass; not as running and as ended either.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void noProcessIsReportedTwice() throws Exception {
        try (WorkloadSource source = open()) {
            for (int i = 0; i < PASSES; i++) {
                assertEquals(List.of(), pass(source).reportedTwice(), "processes that were reported twice");
            }
        }
    }

    /**
     * The CPU time of a process is not negative and never falls.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void cpuTimesDoNotFall() throws Exception {
        try (WorkloadSource source = open()) {
            RecordedPass before = pass(source);
            for (int i = 0; i < PASSES; i++) {
                RecordedPass after = pass(source);
                for (Object identity : after.processes().keySet()) {
                    long now = after.cpuNanos(identity);
                    long then = before.processes().containsKey(identity) ? before.cpuNanos(identity) : 0;
                    assertTrue(now >= then, () -> identity + ": its CPU time went from " + then + " to " + now + " ns");
                }
                before = after;
            }
        }
    }

    /**
     * An unchanged process is the same object in each pass, so that no reader has to compare it.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void aWorkloadThatIsTheSameIsTheSameObject() throws Exception {
        try (WorkloadSource source = open()) {
            RecordedPass before = pass(source);
            RecordedPass after = pass(source);
            after.processes().forEach((identity, process) -> {
                ProcessInfo earlier = before.processes().get(identity);
                if (process.equals(earlier)) {
                    assertSame(earlier, process, () -> identity + " is equal, but not the same object");
                }
            });
        }
    }

    /**
     * The CPU time of ended children is charged to a process that was reported earlier in the same pass.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void parentsAreReportedBeforeTheirChildren() throws Exception {
        try (WorkloadSource source = open()) {
            for (int i = 0; i < PASSES; i++) {
                assertEquals(
                        List.of(), pass(source).orphans(), "processes that were charged before they were reported");
            }
        }
    }

    /**
     * A process that does not exist has no resources, and is not an error.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void anUnknownProcessHasNoResources() throws Exception {
        ProcessInfo unknown = ProcessInfo.of(Long.MAX_VALUE, Instant.EPOCH, "unknown");
        try (WorkloadSource source = open()) {
            pass(source);
            assertTrue(source.resources(unknown).isEmpty(), "a process that does not exist has resources");
        }
    }

    /**
     * An application may interrupt its threads at any time: the next pass is as good as before.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void readingSurvivesAnInterrupt() throws Exception {
        try (WorkloadSource source = open()) {
            pass(source);
            Thread.currentThread().interrupt();
            try {
                pass(source);
            } finally {
                // The interrupt must not reach the next test.
                Thread.interrupted();
            }
            assertFalse(pass(source).processes().isEmpty(), "no process was reported after an interrupt");
        }
    }
}
