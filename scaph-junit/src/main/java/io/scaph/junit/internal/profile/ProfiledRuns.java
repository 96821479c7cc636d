package io.scaph.junit.internal.profile;

import io.scaph.api.Monitor;
import io.scaph.api.internal.text.FailureText;
import io.scaph.profiler.EnergyProfile;
import io.scaph.profiler.EnergyProfiler;
import io.scaph.profiler.ProfilerUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats the body of a test under the profiler, after the verdict: the threads of the profiler use energy of this JVM, and would be part
 * of what is judged. For use by one thread.
 */
public final class ProfiledRuns {
    private static final Logger LOGGER = LoggerFactory.getLogger(ProfiledRuns.class);

    /** The shortest that the profiler offers: what it costs decides nothing here. */
    private static final Duration PERIOD = Duration.ofMillis(10);

    private static final long ENOUGH_NANOS = 5_000_000_000L;

    /** With fewer, the error of every figure is about half of it or more. */
    private static final int FEWEST_SAMPLES = 20;

    private final Monitor monitor;
    private final int most;
    private final RepeatableBody body;
    private int runs;
    private long spentNanos;

    /**
     * Runs that have not started.
     *
     * @param monitor measures the energy
     * @param most the largest number of runs; none starts after 5 s in the body
     * @param body the body
     */
    public ProfiledRuns(Monitor monitor, int most, RepeatableBody body) {
        this.monitor = monitor;
        this.most = most;
        this.body = body;
    }

    /**
     * Repeats the body, and writes a flame graph. Throws nothing: the verdict stands, whatever happens here.
     *
     * @param flameGraph the file for it
     * @return the methods, or the reason why they are unknown
     */
    public TestProfile profile(Path flameGraph) {
        try (EnergyProfiler profiler = EnergyProfiler.start(monitor, PERIOD)) {
            Optional<Throwable> thrown = repeat();
            if (thrown.isPresent()) {
                return TestProfile.failed(thrown.get());
            }
            EnergyProfile profile = profiler.stop();
            long samples = HotMethods.samples(profile);
            if (samples < FEWEST_SAMPLES || profile.energy().microjoules() <= 0) {
                return TestProfile.unknown(tooFew(samples, profile.samples().expected()));
            }
            return TestProfile.of(HotMethods.of(profile, runs, body.frame(), write(profile, flameGraph)));
        } catch (ProfilerUnavailableException e) {
            return TestProfile.unknown(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOGGER.debug("the profiler failed", e);
            return TestProfile.unknown("the profiler failed: " + e);
        }
    }

    /** Returns what the body throws. */
    private Optional<Throwable> repeat() {
        try {
            do {
                body.prepare();
                long begin = System.nanoTime();
                body.run();
                spentNanos += System.nanoTime() - begin;
                runs++;
            } while (runs < most && spentNanos < ENOUGH_NANOS);
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }

    private static String tooFew(long samples, long expected) {
        return String.format(
                Locale.ROOT,
                "only %d samples of threads at work, of %d expected by CPU time, and %d are needed: work longer in the test, allow"
                        + " more repetitions (maxRepetitions), or use Java 25 on Linux, which can sample all code",
                samples,
                expected,
                FEWEST_SAMPLES);
    }

    private static Optional<Path> write(EnergyProfile profile, Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            profile.write(file);
            return Optional.of(file);
        } catch (IOException e) {
            LOGGER.warn("{}: the flame graph of this test can't be written: {}", file, FailureText.reason(e));
            return Optional.empty();
        }
    }
}
