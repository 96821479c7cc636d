package io.scaph.linux.counterfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses a pipe without a writer as a file that can't be read without blocking. */
class CounterFilesIT {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path directory;

    private Path first;
    private Path second;

    @BeforeEach
    void makeFiles() throws IOException {
        first = Files.writeString(directory.resolve("first"), "1\n");
        second = Files.writeString(directory.resolve("second"), "2\n");
    }

    private static void makePipe(Path path) throws IOException, InterruptedException {
        Files.delete(path);
        assertThat(new ProcessBuilder("mkfifo", path.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static long readAll(CounterFiles files) {
        long begin = System.nanoTime();
        files.read(0, 2);
        return System.nanoTime() - begin;
    }

    @Test
    void aFileThatBlocksIsLeftOutAndTheOthersGoOn() throws Exception {
        try (CounterFiles files = new CounterFiles(List.of(first, second))) {
            readAll(files);
            makePipe(first);

            long blocked = readAll(files);
            long afterwards = readAll(files);

            assertThat(blocked).isBetween(SECOND, 10 * SECOND);
            assertThat(afterwards).isLessThan(SECOND);
            assertThat(files.isBlocked(0)).isTrue();
            assertThat(files.failure(0))
                    .hasValueSatisfying(reason -> assertThat(reason).contains(first.toString(), "not returned"));
            assertThat(files.isBlocked(1)).isFalse();
            assertThat(files.value(1)).isEqualTo(2);
        }
    }

    @Test
    void aFileInPlaceOfTheOneThatBlocksIsReadAtOnce() throws Exception {
        try (CounterFiles files = new CounterFiles(List.of(first, second))) {
            makePipe(first);
            readAll(files);
            readAll(files);
            Files.delete(first);
            Files.writeString(first, "3\n");

            readAll(files);

            assertThat(files.isBlocked(0)).isFalse();
            assertThat(files.failure(0)).isEmpty();
            assertThat(files.value(0)).isEqualTo(3);
        }
    }

    @Test
    void aReadingThatReturnsAtLastMakesTheFileReadableAgain() throws Exception {
        try (CounterFiles files = new CounterFiles(List.of(first, second))) {
            makePipe(first);
            readAll(files);
            try (var writer = Files.newByteChannel(first, StandardOpenOption.WRITE)) {
                assertThat(writer.isOpen()).isTrue();
                for (int i = 0; i < 100 && files.isBlocked(0); i++) {
                    readAll(files);
                    Thread.sleep(20);
                }

                // It can be read, but is not a counter.
                assertThat(files.isBlocked(0)).isFalse();
                assertThat(files.failure(0))
                        .hasValueSatisfying(reason -> assertThat(reason).contains(first.toString()));
            }
        }
    }

    @Test
    void aFileThatBlocksLeavesNoThreadBehindForEachReading() throws Exception {
        try (CounterFiles files = new CounterFiles(List.of(first, second))) {
            makePipe(first);
            for (int i = 0; i < 50; i++) {
                readAll(files);
            }

            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("scaph-counters"))
                    .count();

            assertThat(threads).isBetween(2L, 6L);
        }
    }

    @Test
    void anInterruptOfTheCallerStaysPendingAndReachesNoFile() {
        try (CounterFiles files = new CounterFiles(List.of(first, second))) {
            Thread.currentThread().interrupt();

            readAll(files);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(files.value(0)).isEqualTo(1);
            assertThat(files.failure(0)).isEmpty();
        }
    }
}
