package io.scaph.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds whatever the locale of the JVM is. */
class KernelPathTest {
    private static final List<String> NAMES = List.of(
            "plain",
            "donn\u00e9es",
            "\u65e5\u672c \u00df%",
            "cass\udce9",
            "a\\xe9",
            "\udcff\udc80",
            "#?[x]:+",
            "\ud83d\ude00");

    @TempDir
    Path directory;

    @Test
    void aFileHasTheBytesOfItsName() throws IOException {
        for (String name : NAMES) {
            Files.createFile(KernelPath.resolve(directory, name));
        }
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                found.add(KernelPath.raw(entry.getFileName()));
                assertThat(KernelPath.of(KernelText.rawBytes(KernelPath.raw(entry))))
                        .isEqualTo(entry);
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void aLinkKeepsTheBytesOfItsTarget() throws IOException {
        for (String target :
                List.of("/opt/\u00df/na\u00efve", "/mnt/cass\udce9 (deleted)", "../\u00e9", "\u00e9", "/", "a")) {
            Path link = directory.resolve("link");
            Files.createSymbolicLink(link, KernelPath.of(target));
            assertThat(KernelPath.raw(Files.readSymbolicLink(link))).isEqualTo(target);
            Files.delete(link);
        }
    }

    @Test
    void theTextOfAPathShowsWhatIsNotUtf8() {
        assertThat(KernelPath.text(KernelPath.of("/mnt/cass\udce9/\u00e9"))).isEqualTo("/mnt/cass\\xe9/\u00e9");
    }

    @Test
    void slashesThatRepeatAreOne() {
        assertThat(KernelPath.of("//mnt///\u00e9//x/")).isEqualTo(KernelPath.of("/mnt/\u00e9/x"));
    }

    @Test
    void aRelativePathStaysRelative() {
        Path path = KernelPath.of("donn\u00e9es/x.json");
        assertThat(path.isAbsolute()).isFalse();
        assertThat(KernelPath.raw(path)).isEqualTo("donn\u00e9es/x.json");
        assertThat(KernelPath.of("")).isEqualTo(Path.of(""));
    }

    @Test
    void aPathThatAUserGaveIsRelativeToTheWorkingDirectory() {
        String own = System.getProperty("user.dir");
        assertThat(KernelPath.given("a/b")).isEqualTo(Path.of("a/b"));
        try {
            // As in a JVM that can't decode the name of its working directory.
            System.setProperty("user.dir", "/mnt/cass\ufffd");
            assertThat(KernelPath.given("a/b")).isEqualTo(Path.of(own, "a", "b"));
            assertThat(KernelPath.given("/a/b")).isEqualTo(Path.of("/a/b"));
        } finally {
            System.setProperty("user.dir", own);
        }
    }

    @Test
    void aZeroIsInNoPath() {
        assertThatThrownBy(() -> KernelPath.of("\u00e9\0")).isInstanceOf(InvalidPathException.class);
        assertThatThrownBy(() -> KernelPath.of(new byte[] {'a', 0})).isInstanceOf(InvalidPathException.class);
    }

    @Test
    void anotherFileSystemHasCharacters() {
        FileSystem files = FileSystems.getFileSystem(URI.create("jrt:/"));
        Path path = KernelPath.resolve(files.getPath("/proc"), "donn\u00e9es");
        assertThat(path).isEqualTo(files.getPath("/proc/donn\u00e9es"));
        assertThat(KernelPath.text(path)).isEqualTo("/proc/donn\u00e9es");
    }
}
