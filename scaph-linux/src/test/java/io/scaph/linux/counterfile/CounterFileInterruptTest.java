package io.scaph.linux.counterfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that is interrupted at any point of its readings. */
class CounterFileInterruptTest {
    private static final int INTERRUPTS = 10_000;
    private static final long VALUE = 123_456_789;

    @TempDir
    Path directory;

    @Test
    void tenThousandInterruptsLoseNothingAndLeakNoDescriptor() throws Exception {
        Path path = directory.resolve("energy_uj");
        Files.writeString(path, VALUE + "\n");
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong wrong = new AtomicLong();
        AtomicLong seen = new AtomicLong();
        AtomicReference<String> failure = new AtomicReference<>("");

        try (CounterFile file = new CounterFile(path)) {
            file.read();
            Thread reader = new Thread(() -> {
                while (!done.get()) {
                    try {
                        if (file.read() != VALUE) {
                            wrong.incrementAndGet();
                        }
                    } catch (IOException e) {
                        failure.set(String.valueOf(e.getMessage()));
                    }
                    if (Thread.interrupted()) {
                        seen.incrementAndGet();
                    }
                }
            });
            reader.start();
            for (int i = 0; i < INTERRUPTS; i++) {
                long last = seen.get();
                reader.interrupt();
                while (seen.get() == last && reader.isAlive()) {
                    // No spinning: on a busy machine the other thread may wait for this CPU.
                    LockSupport.parkNanos(1);
                }
            }
            done.set(true);
            reader.join();

            assertThat(failure.get()).isEmpty();
            assertThat(wrong.get()).isZero();
            assertThat(seen.get()).isEqualTo(INTERRUPTS);
            assertThat(file.read()).isEqualTo(VALUE);
            assertThat(openFiles(path)).isEqualTo(1);
        }
        assertThat(openFiles(path)).isZero();
    }

    private static long openFiles(Path path) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).equals(path);
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        }
    }
}
