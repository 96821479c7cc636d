package io.scaph.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user without any privilege. */
class OtherUserIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"native", "plain"})
    void aParentIsChargedForItsShortLivedChildren(String access) throws Exception {
        String charged = OwnJvm.prepare(directory)
                .run(
                        OwnJvm.NOBODY,
                        List.of("--enable-native-access=ALL-UNNAMED"),
                        "",
                        ManyChildren.class.getName(),
                        access);

        assertThat(Double.parseDouble(charged)).isBetween(0.95, 1.005);
    }
}
