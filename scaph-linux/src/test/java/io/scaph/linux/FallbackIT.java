package io.scaph.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** If system calls are not available, or would report other processes, files are read, and the log has the reason. */
class FallbackIT {
    private static final List<String> HERE = List.of();
    private static final List<String> ALLOWED = List.of("--enable-native-access=ALL-UNNAMED");
    private static final String STEPS = "processes in /proc in steps of 10 ms, because ";

    @TempDir
    Path directory;

    private OwnJvm jvm;

    @BeforeEach
    void prepare() throws IOException {
        jvm = OwnJvm.prepare(directory);
    }

    private String probe(List<String> wrapper, List<String> options, String without) throws Exception {
        return jvm.run(wrapper, options, without, ProbeText.class.getName());
    }

    @Test
    void withJnaItIsByClocks() throws Exception {
        assertThat(probe(HERE, ALLOWED, "")).isEqualTo("processes in /proc by their CPU clocks: many");
        assertThat(probe(OwnJvm.NOBODY, ALLOWED, "")).isEqualTo("processes in /proc by their CPU clocks: many");
    }

    @Test
    void withoutJna() throws Exception {
        assertThat(probe(HERE, ALLOWED, "jna"))
                .startsWith(STEPS + "JNA is not there")
                .endsWith(": many");
    }

    @Test
    void whereJnaCannotUnpackItself() throws Exception {
        // A /tmp that is mounted noexec has the same effect.
        assertThat(probe(HERE, List.of("--enable-native-access=ALL-UNNAMED", "-Djna.tmpdir=/proc/nowhere"), ""))
                .startsWith(STEPS + "JNA can't load its native part")
                .endsWith(": many");
    }

    @Test
    void whereNativeAccessIsDenied() throws Exception {
        if (Runtime.version().feature() >= 24) {
            assertThat(probe(HERE, List.of("--illegal-native-access=deny"), ""))
                    .startsWith(STEPS + "JNA can't load its native part")
                    .endsWith(": many");
        }
    }

    @Test
    void inAnotherPidNamespaceThanTheProcThatIsRead() throws Exception {
        assertThat(probe(List.of("unshare", "--pid", "--fork"), ALLOWED, ""))
                .isEqualTo(STEPS + "/proc is of another pid namespace: many");
    }

    @Test
    void inAPidNamespaceWithItsOwnProcItIsByClocks() throws Exception {
        assertThat(probe(List.of("unshare", "--pid", "--fork", "--mount-proc"), ALLOWED, ""))
                .isEqualTo("processes in /proc by their CPU clocks: 1");
    }
}
