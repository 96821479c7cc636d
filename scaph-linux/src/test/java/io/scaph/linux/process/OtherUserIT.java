package io.scaph.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.linux.OwnJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user without any privilege. */
class OtherUserIT {
    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void aParentIsChargedForItsShortLivedChildren(ManyChildren.Access access) throws Exception {
        String shares = OwnJvm.prepare(directory)
                .run(
                        OwnJvm.NOBODY,
                        List.of("--enable-native-access=ALL-UNNAMED"),
                        "",
                        ManyChildren.class.getName(),
                        access.name());

        // The kernel reports no exits to this user.
        assertThat(shares).endsWith(" 0.0");
        assertThat(Double.parseDouble(shares.substring(0, shares.indexOf(' ')))).isBetween(0.95, 1.005);
    }
}
