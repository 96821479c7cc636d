package io.scaph.linux.counterfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.testkit.Allocation;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CounterFileTest {
    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path path = files.getPath("/energy_uj");

    @TempDir
    Path directory;

    @BeforeEach
    void makeFile() throws IOException {
        Files.createDirectories(files.getPath("/"));
    }

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "'7\n', 7",
        "'262143328850\n', 262143328850",
        "48211934, 48211934",
        "'12 \t\r\n', 12",
        "9223372036854775807, 9223372036854775807",
        "000123, 123",
        "12345678, 12345678",
        "'123456789\n', 123456789",
        "1234567890123456, 1234567890123456",
        "9000000000000000001, 9000000000000000001"
    })
    void aWholeNumberIsRead(String text, long expected) throws IOException {
        Files.writeString(path, text);

        try (CounterFile file = new CounterFile(path)) {
            assertThat(file.read()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "   ",
                "-1",
                "+1",
                "0x1F",
                "1 2",
                " 12",
                "12a",
                "1.5",
                "1e9",
                "\0",
                "12\0",
                "9223372036854775808",
                "99999999999999999999",
                "ä",
                "NaN",
                "1234/678",
                "12345 78",
                "1234567890123:56"
            })
    void whatIsNoWholeNumberIsAnErrorThatNamesTheFile(String text) throws IOException {
        Files.writeString(path, text);

        try (CounterFile file = new CounterFile(path)) {
            assertThatThrownBy(file::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("/energy_uj: ")
                    .message()
                    .matches("\\P{Cntrl}*");
        }
    }

    @Test
    void aTextOfFourThousandDigitsIsAnError() throws IOException {
        Files.writeString(path, "1".repeat(4096));

        try (CounterFile file = new CounterFile(path)) {
            assertThatThrownBy(file::read).isInstanceOf(IOException.class).hasMessageContaining("no whole number");
        }
    }

    @Test
    void aHeldFileShowsWhatWasWrittenInPlace() throws IOException {
        Files.writeString(path, "100\n");

        try (CounterFile file = new CounterFile(path)) {
            file.read();
            Files.write(path, "200\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(file.read()).isEqualTo(200);
        }
    }

    @Test
    void aFileThatWasReplacedIsOpenedAgain() throws IOException {
        Path real = directory.resolve("energy_uj");
        Files.writeString(real, "100\n");

        try (CounterFile file = new CounterFile(real)) {
            file.read();
            Files.writeString(directory.resolve("draft"), "200\n");
            Files.move(directory.resolve("draft"), real, StandardCopyOption.ATOMIC_MOVE);

            assertThat(file.read()).isEqualTo(200);
        }
    }

    @Test
    void aFileThatWasDeletedIsAnErrorAndOneThatReturnsIsRead() throws IOException {
        Path real = directory.resolve("energy_uj");
        Files.writeString(real, "100\n");

        try (CounterFile file = new CounterFile(real)) {
            file.read();
            Files.delete(real);
            assertThatThrownBy(file::read).hasMessage(real + ": no such file");
            Files.writeString(real, "150\n");

            assertThat(file.read()).isEqualTo(150);
        }
    }

    @Test
    void anInterruptIsLeftPendingAndLosesNothing() throws IOException {
        Path real = directory.resolve("energy_uj");
        Files.writeString(real, "100\n");

        try (CounterFile file = new CounterFile(real)) {
            file.read();
            Files.writeString(real, "300\n");
            Thread.currentThread().interrupt();

            assertThat(file.read()).isEqualTo(300);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aNumberThatMovesIsReadWithoutGarbage() throws Exception {
        Path real = directory.resolve("energy_uj");
        Files.writeString(real, "262143000000\n");
        MappedByteBuffer text;
        try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            text = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
        }

        try (CounterFile file = new CounterFile(real)) {
            long bytes = Allocation.bytesPerCall(() -> {
                text.put(11, (byte) (text.get(11) == '9' ? '0' : text.get(11) + 1));
                assertDigit(file.read() - 262143000000L, text.get(11));
            });

            assertThat(bytes).isZero();
        }
    }

    private static void assertDigit(long value, byte digit) {
        if (value != digit - '0') {
            throw new AssertionError(value + " was read");
        }
    }
}
