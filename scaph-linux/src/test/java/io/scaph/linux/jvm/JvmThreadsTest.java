package io.scaph.linux.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.internal.own.JvmTimes;
import io.scaph.linux.procfs.PlainAccess;
import io.scaph.testkit.VirtualClock;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A simulated JVM, process 7, in a simulated {@code /proc}. */
class JvmThreadsTest {
    private static final long PROCESS = 1_000_000;

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path procfs = files.getPath("/proc");
    private final VirtualClock clock = new VirtualClock();
    private final List<String> javaThreads = new ArrayList<>(List.of("main", "Finalizer"));
    private long processNanos = PROCESS;
    private long serialNanos;

    private final JvmThreads threads = new JvmThreads(
            procfs,
            7,
            new PlainAccess(procfs),
            new JvmThreads.Jvm(() -> processNanos, () -> javaThreads, () -> serialNanos),
            clock);

    @BeforeEach
    void makeProc() throws IOException {
        Files.createDirectories(procfs.resolve("7/task"));
        thread(7, "java", 500);
        thread(8, "VM Thread", 10);
    }

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    private void thread(int id, String name, long nanos) throws IOException {
        Path directory = Files.createDirectories(procfs.resolve("7/task/" + id));
        Files.writeString(directory.resolve("comm"), name + "\n");
        Files.writeString(directory.resolve("schedstat"), nanos + " 5 6\n");
    }

    private void end(int id) throws IOException {
        Path directory = procfs.resolve("7/task/" + id);
        Files.delete(directory.resolve("comm"));
        Files.delete(directory.resolve("schedstat"));
        Files.delete(directory);
    }

    private JvmTimes read() throws IOException {
        clock.advance(Duration.ofSeconds(1));
        return threads.read().orElseThrow();
    }

    private static JvmTimes times(long gc, long jit, long runtime) {
        return new JvmTimes(PROCESS, gc, jit, runtime);
    }

    @Test
    void theThreadsOfTheJvmAreToldByTheirNames() throws IOException {
        thread(9, "GC Thread#0", 1);
        thread(10, "G1 Conc#0", 20);
        thread(11, "C2 CompilerThre", 300);
        thread(12, "C1 CompilerThre", 4_000);
        thread(13, "VM Periodic Tas", 50_000);
        thread(14, "Finalizer", 600_000);

        assertThat(read()).isEqualTo(times(21, 4_300, 50_010));
    }

    @ParameterizedTest
    @CsvSource({
        "GC Thread#12, GC",
        "G1 Main Marker, GC",
        "G1 Service, GC",
        "ZWorkerYoung#0, GC",
        "ZDirector, GC",
        "Shenandoah GC T, GC",
        "Shenandoah Cont, GC",
        "Shenand..reads#0, GC",
        "C2 CompilerThre, JIT",
        "C2 Comp..hread0, JIT",
        "VM Thread, VM_OPERATIONS",
        "RuntimeWorker#0, RUNTIME",
        "VM Peri..Thread, RUNTIME",
        "Monitor Deflati, RUNTIME",
        "Monitoring, APPLICATION",
        "java, APPLICATION",
        "Common-Cleaner, APPLICATION"
    })
    void namesOfBothWaysToShortenThemAreKnown(String name, JvmThreadKind kind) {
        assertThat(JvmThreadKind.of(name)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "C2 CompilerThread0, C2 CompilerThre, true",
        "C2 CompilerThread0, C2 Comp..hread0, true",
        "VM Thread, VM Thread, true",
        "VM Thread of my own, VM Thread, false",
        "C2 CompilerThreé, C2 CompilerThre, true",
        "C2 Comp, C2 CompilerThre, false"
    })
    void aJavaNameIsShortenedAsTheJvmDoes(String javaName, String name, boolean expected) {
        assertThat(JvmThreadKind.mayBe(javaName, name)).isEqualTo(expected);
    }

    @Test
    void aJavaThreadThatIsNamedLikeOneOfTheJvmIsTheApplications() throws IOException {
        thread(9, "C2 CompilerThre", 300);
        read();
        read();
        javaThreads.add("C2 CompilerThread of mine");
        thread(10, "C2 CompilerThre", 70_000);
        read();

        assertThat(read()).isEqualTo(times(0, 300, 10));
    }

    @Test
    void whatAThreadUsedStaysWhenItEnds() throws IOException {
        thread(9, "GC Thread#0", 100);
        read();
        thread(10, "GC Thread#1", 20);
        read();
        read();
        end(10);

        assertThat(read()).isEqualTo(times(120, 0, 10));
    }

    @Test
    void aNumberThatIsUsedAgainAtOnceTakesNothingBack() throws IOException {
        thread(9, "GC Thread#0", 100);
        read();
        thread(9, "GC Thread#0", 30);

        assertThat(read()).isEqualTo(times(100, 0, 10));
    }

    @Test
    void aThreadHasTheNameOfItsMakerAtFirst() throws IOException {
        thread(9, "VM Thread", 40);
        threads.read();
        thread(9, "GC Thread#0", 50);

        assertThat(read()).isEqualTo(times(50, 0, 10));
    }

    @Test
    void theSerialCollectorRunsInTheVmThread() throws IOException {
        thread(8, "VM Thread", 1_000);
        serialNanos = 900;
        assertThat(read()).isEqualTo(times(900, 0, 100));

        // Measured by the wall clock, so it may show more than the thread has used.
        serialNanos = 2_000;
        assertThat(read()).isEqualTo(times(1_000, 0, 0));
    }

    @Test
    void withoutSchedstatTimesAreThoseOfStat() throws IOException {
        Files.writeString(procfs.resolve("7/task/8/schedstat"), "0 0 0\n");
        Files.writeString(
                procfs.resolve("7/task/8/stat"), "8 (VM Thread) S 1 1 1 0 -1 0 0 0 0 0 3 2 0 0 20 0 1 0 900 0\n");

        assertThat(read()).isEqualTo(times(0, 0, 50_000_000));
    }

    @Test
    void aJvmWithOtherNamesIsUnknownAndNot0() throws IOException {
        end(8);
        thread(9, "GC Worker", 100);

        assertThat(threads.read()).isEmpty();
    }

    @Test
    void aProcessWithoutAClockIsUnknown() throws IOException {
        processNanos = -1;

        assertThat(threads.read()).isEmpty();
    }

    @Test
    void threadsThatCannotBeListedAreAnError() throws IOException {
        Files.move(procfs.resolve("7/task"), procfs.resolve("7/closed"));

        assertThatThrownBy(threads::read).isInstanceOf(IOException.class).hasMessageStartingWith("/proc/7/task: ");
    }
}
