package io.scaph.linux.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.testkit.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class UserNamesTest {
    private final VirtualClock clock = new VirtualClock();

    /** Repeats the look-up until it returns the expected name. */
    private static Optional<String> eventually(UserNames names, long uid, Optional<String> expected)
            throws InterruptedException {
        Optional<String> name = names.name(uid);
        while (!name.equals(expected)) {
            Thread.sleep(1);
            name = names.name(uid);
        }
        return name;
    }

    @Test
    void nobodyWaitsForANameThatIsSlow() throws InterruptedException {
        CountDownLatch server = new CountDownLatch(1);
        try (UserNames names = new UserNames(
                uid -> {
                    try {
                        server.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.of("alice");
                },
                clock)) {
            for (int uid = 0; uid < 5_000; uid++) {
                assertThat(names.name(uid)).isEmpty();
            }
            int before = names.changes();
            server.countDown();

            assertThat(eventually(names, 0, Optional.of("alice"))).contains("alice");
            assertThat(names.changes()).isNotEqualTo(before);
            // Users that did not fit into the queue are requested again.
            assertThat(eventually(names, 4_999, Optional.of("alice"))).contains("alice");
        }
    }

    @Test
    void namesInAFileAreUtf8(@TempDir Path directory) throws IOException {
        Path passwd = directory.resolve("passwd");
        Files.write(
                passwd, "j\u00c3\u00bcrgen:x:1001:::\nj\u00fcrgen:x:1002:::\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(UserNames.inFile(passwd).apply(1_001)).contains("j\u00fcrgen");
        assertThat(UserNames.inFile(passwd).apply(1_002)).contains("j\\xfcrgen");
    }

    @Test
    void aNameIsLookedUpAgainWhenItIsOld() throws InterruptedException {
        AtomicInteger lookups = new AtomicInteger();
        try (UserNames names = new UserNames(uid -> Optional.of("name" + lookups.incrementAndGet()), clock)) {
            eventually(names, 1_000, Optional.of("name1"));
            clock.advance(Duration.ofMinutes(9));
            assertThat(names.name(1_000)).contains("name1");
            assertThat(lookups).hasValue(1);

            clock.advance(Duration.ofMinutes(2));
            eventually(names, 1_000, Optional.of("name2"));
        }
    }

    @Test
    void aLookupThatFailsHarmsNobodyAndIsTriedAgain() throws InterruptedException {
        AtomicInteger lookups = new AtomicInteger();
        try (UserNames names = new UserNames(
                uid -> {
                    if (lookups.incrementAndGet() == 1) {
                        throw new IllegalStateException("no server");
                    }
                    return Optional.of("bob");
                },
                clock)) {
            while (lookups.get() == 0) {
                names.name(7);
                Thread.sleep(1);
            }
            Optional<String> name = Optional.empty();
            while (name.isEmpty()) {
                clock.advance(Duration.ofMinutes(2));
                Thread.sleep(1);
                name = names.name(7);
            }
            assertThat(name).contains("bob");
        }
    }

    @Test
    void aFileTellsNames(@TempDir Path directory) throws Exception {
        Path passwd = directory.resolve("passwd");
        Files.writeString(passwd, "root:x:0:0:root:/root:/bin/bash\n# comment\n+::::::\nalice:x:1000:1000::/home/a:\n");

        assertThat(UserNames.inFile(passwd).apply(1_000)).contains("alice");
        assertThat(UserNames.inFile(passwd).apply(0)).contains("root");
        assertThat(UserNames.inFile(passwd).apply(7)).isEmpty();
        assertThat(UserNames.inFile(directory.resolve("none")).apply(0)).isEmpty();
    }
}
