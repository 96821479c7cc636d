package io.scaph.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.testkit.Allocation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules of everything that is probed, opened, read and closed. Only the contracts of this package extend it.
 *
 * @param <P> the kind of provider
 * @param <S> the kind of source that it opens
 */
@SuppressWarnings("try") // Neither kind of source throws an InterruptedException when it is closed.
public abstract class SourceContract<P, S extends AutoCloseable> extends ProviderContract<P> {
    private static final int ROUNDS = 60;

    @TempDir
    Path nothing;

    /** For the contracts of this package. */
    SourceContract(Class<P> service) {
        super(service);
    }

    /**
     * A place where it works: files as fixtures, a simulated device; for a workload source with at least one process.
     *
     * @return the setup to open it with; called once for each test
     * @throws Exception if the place can't be made
     */
    protected abstract PluginSetup workingSetup() throws Exception;

    /**
     * A place with nothing to read.
     *
     * @return by default empty directories in place of {@code /proc} and {@code /sys}, and an empty environment
     * @throws Exception if the place can't be made
     */
    protected PluginSetup emptySetup() throws Exception {
        return PluginSetup.standard()
                .withRoots(HostRoots.of(nothing.resolve("proc"), nothing.resolve("sys")))
                .withOptions(Options.NONE.withEnvironment(Map.of()));
    }

    abstract Availability probe(P provider, PluginSetup setup);

    abstract S open(P provider, PluginSetup setup) throws Exception;

    abstract void readOnce(S source) throws Exception;

    final S open() throws Exception {
        return open(provider(), workingSetup());
    }

    /**
     * Where it works, the probe says so in one line.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void theProbeSaysWhatItFound() throws Exception {
        Availability available = probe(provider(), workingSetup());
        assertTrue(available.isAvailable(), available::reason);
        requireOneLine("the detail", available.reason());
    }

    /**
     * In an empty place the probe does not throw, and gives a reason and a remedy, one line each.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void theProbeOfAnEmptyPlaceGivesReasonAndRemedy() throws Exception {
        PluginSetup setup = emptySetup();
        Availability availability = assertDoesNotThrow(() -> probe(provider(), setup));
        if (!availability.isAvailable()) {
            requireOneLine("the reason", availability.reason());
            requireOneLine("the remedy", availability.remedy());
        }
    }

    /**
     * The probe leaves no thread.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void probingLeavesNoThread() throws Exception {
        PluginSetup setup = workingSetup();
        Threads threads = Threads.now();
        probe(provider(), setup);
        threads.requireNoneLeft();
    }

    /**
     * The probe leaves no file open.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void probingLeavesNoFileOpen() throws Exception {
        PluginSetup setup = workingSetup();
        P provider = provider();
        requireNoFileLeft(() -> probe(provider, setup));
    }

    /**
     * Closing releases all that opening and reading took: no file stays open.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingLeavesNoFileOpen() throws Exception {
        PluginSetup setup = workingSetup();
        P provider = provider();
        requireNoFileLeft(() -> {
            try (S source = open(provider, setup)) {
                readOnce(source);
            }
        });
    }

    /**
     * Closing ends every thread that opening and reading started, and none of them keeps a JVM alive.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingLeavesNoThread() throws Exception {
        PluginSetup setup = workingSetup();
        Threads threads = Threads.now();
        try (S source = open(provider(), setup)) {
            readOnce(source);
            assertTrue(
                    threads.started().stream().allMatch(Thread::isDaemon), () -> "not a daemon: " + threads.describe());
        }
        threads.requireNoneLeft();
    }

    /**
     * Closing a second time does nothing.
     *
     * @throws Exception what the plugin threw
     */
    @Test
    public void closingTwiceDoesNothing() throws Exception {
        S source = open();
        source.close();
        assertDoesNotThrow(source::close);
    }

    /** Other code of this JVM may open a few files at the same time, but not one for every second call. */
    private static void requireNoFileLeft(Allocation.Code code) throws Exception {
        // Classes are loaded, and stay open, the first time.
        code.run();
        long before = openFiles();
        assumeTrue(before >= 0, "the number of open files is unknown on this system");
        for (int i = 0; i < ROUNDS; i++) {
            code.run();
        }
        long more = openFiles() - before;
        assertTrue(more < ROUNDS / 2, () -> more + " files are left open by " + ROUNDS + " calls");
    }

    /** The number of files that this process has open; -1 where it is unknown. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }
}
