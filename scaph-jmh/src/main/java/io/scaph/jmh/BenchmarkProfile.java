package io.scaph.jmh;

import io.scaph.api.Monitor;
import io.scaph.profiler.EnergyProfile;
import io.scaph.profiler.EnergyProfiler;
import io.scaph.profiler.ProfileFormat;
import io.scaph.profiler.ProfilerUnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.IterationType;

/** The profile of the measured iterations of a benchmark, as a flame graph. For use by one thread at a time. */
final class BenchmarkProfile {
    private static final int LONGEST = 150;

    private final Path directory;
    private @Nullable EnergyProfiler profiler;
    private String unavailable = "";
    private boolean measuring;
    private int iterations;

    BenchmarkProfile(Path directory) {
        this.directory = directory;
    }

    /**
     * Called before each iteration; starts before the first measured one. The profile of the warm-up is thrown away: it lets the JVM
     * compile the code of the flight recorder, which would disturb the first measured iterations.
     */
    void begin(Monitor monitor, IterationType type) {
        if (measuring || (profiler != null && type == IterationType.WARMUP) || !unavailable.isEmpty()) {
            return;
        }
        if (profiler != null) {
            profiler.close();
            profiler = null;
        }
        measuring = type == IterationType.MEASUREMENT;
        try {
            // What can't be written is noticed before the time is spent.
            Files.createDirectories(directory);
            profiler = EnergyProfiler.start(monitor);
        } catch (ProfilerUnavailableException e) {
            unavailable = String.valueOf(e.getMessage());
        } catch (IOException e) {
            unavailable = "the directory " + directory + " can't be created: " + e;
        }
    }

    /**
     * Ends a measured iteration, and after the last one the profile.
     *
     * @param count the number of measured iterations
     * @param benchmark the name of the benchmark with its parameters
     * @return after the last one where the flame graph is, or why there is none
     */
    Optional<String> end(int count, String benchmark) {
        iterations++;
        if (iterations < count) {
            return Optional.empty();
        }
        if (profiler == null) {
            return Optional.of("no profile: " + unavailable);
        }
        EnergyProfile profile = profiler.stop();
        try {
            Path file = newFile(directory, benchmark);
            profile.write(file);
            return Optional.of("profile: " + file);
        } catch (IOException e) {
            return Optional.of("no profile: it can't be written to " + directory + ": " + e);
        }
    }

    /** Creates a file with a name that no fork and no earlier run has taken. */
    static Path newFile(Path directory, String benchmark) throws IOException {
        String safe = benchmark.replaceAll("[^A-Za-z0-9._-]", "_");
        String name = safe.substring(0, Math.min(LONGEST, safe.length()));
        for (int number = 1; ; number++) {
            String numbered = (number == 1 ? name : name + "-" + number) + ProfileFormat.HTML.ending();
            try {
                return Files.createFile(directory.resolve(numbered));
            } catch (FileAlreadyExistsException e) {
                // The next number.
            }
        }
    }
}
