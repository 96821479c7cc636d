package io.scaph.benchmarks;

import io.scaph.linux.counterfile.CounterFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One read of a number that moved: by {@link CounterFile}, 200 of them so that it has to be moved once per 200 reads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CounterReadBenchmark {
    private static final int READS = 200;

    /** Where the file is. */
    public enum Place {
        /** In sysfs, where the number is computed at each reading. */
        SYSFS,
        /** On a file system in memory. */
        MEMORY
    }

    /** Where the file is. */
    @Param
    public Place place = Place.SYSFS;

    private Path directory;
    private MovingFile file;
    private Variant files;

    /**
     * Opens the files.
     *
     * @throws IOException if that is not possible
     */
    @Setup
    public void open() throws IOException {
        directory = MovingFile.newDirectory();
        file = place == Place.SYSFS
                ? new LoopbackCounter()
                : new MemoryCounter(directory.resolve("energy_uj"), ZoneTree.RANGE / 2);
        files = new CounterFiles(file.path(), READS);
    }

    /**
     * Reads each once.
     *
     * @return the sum
     * @throws IOException if one can't be read
     */
    @Benchmark
    @OperationsPerInvocation(READS)
    public long read() throws IOException {
        file.move();
        return files.sum();
    }

    /**
     * Leaves nothing behind.
     *
     * @throws IOException if that is not possible
     */
    @TearDown
    public void close() throws IOException {
        files.close();
        file.close();
        Files.delete(directory);
    }
}
