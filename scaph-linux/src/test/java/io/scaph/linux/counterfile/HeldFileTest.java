package io.scaph.linux.counterfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldFileTest {
    @TempDir
    private Path directory;

    @Test
    void eachReadingIsOfTheSameOpenFile() throws IOException {
        Path path = directory.resolve("file");
        ByteBuffer buffer = ByteBuffer.allocateDirect(8);
        Files.writeString(path, "12");
        try (HeldFile file = new HeldFile(path)) {
            assertThat(text(file, buffer)).isEqualTo("12");

            Files.writeString(path, "123456789");

            assertThat(text(file, buffer)).isEqualTo("12345678");
            assertThat(text(file, ByteBuffer.allocateDirect(3))).isEqualTo("123");
            assertThat(text(file, ByteBuffer.allocate(4))).isEqualTo("1234");
            Files.move(path, directory.resolve("elsewhere"));
            assertThat(text(file, buffer)).isEqualTo("12345678");
            Files.writeString(directory.resolve("elsewhere"), "");
            assertThat(text(file, buffer)).isEmpty();
            assertThat(file.isOpen()).isTrue();
        }
    }

    @Test
    void aFileWithAnotherNameThanAsciiIsRead() throws IOException {
        Path path = Files.writeString(directory.resolve("z\u00e4hler"), "7");

        try (HeldFile file = new HeldFile(path)) {
            assertThat(text(file, ByteBuffer.allocateDirect(8))).isEqualTo("7");
        }
    }

    private static String text(HeldFile file, ByteBuffer buffer) throws IOException {
        byte[] bytes = new byte[file.read(buffer)];
        assertThat(buffer.position()).isEqualTo(bytes.length);
        buffer.flip().get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
