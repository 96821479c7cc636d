package io.scaph.exporter.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Readers that poll as fast as they can while the counter is written as fast as it can be. */
class HeldReaderIT {
    private static final int SECONDS = 4;

    /** Each number that is written is a multiple of it, so that hardly any mixture of two of them passes for one. */
    private static final long FACTOR = 1_000_003;

    @TempDir
    Path directory;

    /** What a reader saw. */
    private record Seen(long readings, long updates) {}

    @ParameterizedTest
    @CsvSource({"disk, true", "disk, false", "memory, true", "memory, false"})
    void noReaderEverSeesATornOrEmptyFile(String place, boolean held) throws Exception {
        Path parent = place.equals("memory") ? Files.createTempDirectory(Path.of("/dev/shm"), "scaph") : directory;
        try (BaseDirectory base = BaseDirectory.open(parent.resolve("base"))) {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try (OpenDirectory tree = base.tree("web");
                    OpenDirectory zone = tree.directory("intel-rapl:0", made -> made.makeNumber("energy_uj", 0))) {
                long end = System.nanoTime() + SECONDS * 1_000_000_000L;
                Future<Long> writer = threads.submit(() -> write(zone, end));
                Path file = parent.resolve("base/web/intel-rapl:0/energy_uj");
                Future<Seen> reader = threads.submit(() -> held ? readHeld(file, end) : readAnew(file, end));

                long writes = writer.get(SECONDS + 20, TimeUnit.SECONDS);
                Seen seen = reader.get(SECONDS + 20, TimeUnit.SECONDS);

                assertThat(writes).isGreaterThan(1_000);
                assertThat(seen.readings).isGreaterThan(1_000);
                assertThat(seen.updates).isGreaterThan(100);
            } finally {
                threads.shutdownNow();
            }
        } finally {
            remove(parent);
        }
    }

    /** Grows by a little each time, so that it goes through all lengths, and nearly all digits change. */
    private static long write(OpenDirectory zone, long end) throws IOException {
        long number = 1;
        long writes = 0;
        while (System.nanoTime() < end) {
            zone.write("energy_uj", number * FACTOR);
            number = Math.min(number + 1 + number / 100_000, Long.MAX_VALUE / 2 / FACTOR);
            writes++;
        }
        return writes;
    }

    private static Seen readHeld(Path file, long end) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            Checker checker = new Checker();
            while (System.nanoTime() < end) {
                checker.read(channel);
            }
            return checker.seen();
        }
    }

    private static Seen readAnew(Path file, long end) throws IOException {
        Checker checker = new Checker();
        while (System.nanoTime() < end) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                checker.read(channel);
            }
        }
        return checker.seen();
    }

    private static final class Checker {
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(64);
        private final byte[] text = new byte[NumberText.LENGTH];
        private long last;
        private long readings;
        private long updates;

        void read(FileChannel channel) throws IOException {
            buffer.clear();
            int length = channel.read(buffer, 0);
            readings++;
            if (length != NumberText.LENGTH) {
                throw new AssertionError("a reading of " + length + " bytes");
            }
            buffer.flip().get(text);
            long number = NumberText.parse(text).orElseThrow();
            if (number % FACTOR != 0 || number < last) {
                throw new AssertionError("torn, after " + last + ": " + new String(text, StandardCharsets.US_ASCII));
            }
            if (number > last) {
                updates++;
            }
            last = number;
        }

        Seen seen() {
            return new Seen(readings, updates);
        }
    }

    private static void remove(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
