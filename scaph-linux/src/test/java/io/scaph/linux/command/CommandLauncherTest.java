package io.scaph.linux.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLauncherTest {
    private static List<String> candidates(String command, String... environment) {
        return CommandLauncher.candidates(command, List.of(environment));
    }

    @Test
    void aNameWithASlashIsAFile() {
        assertThat(candidates("./make", "PATH=/bin")).containsExactly("./make");
        assertThat(candidates("", "PATH=/bin")).containsExactly("");
    }

    @Test
    void theFirstPathOfTheEnvironmentCounts() {
        assertThat(candidates("make", "HOME=/", "PATH=/a:/b\u00e9", "PATH=/c"))
                .containsExactly("/a/make", "/b\u00e9/make");
    }

    @Test
    void anEmptyDirectoryIsTheCurrentOne() {
        assertThat(candidates("make", "PATH=/a::/b:")).containsExactly("/a/make", "make", "/b/make", "make");
        assertThat(candidates("make", "PATH=")).containsExactly("make");
    }

    @Test
    void withoutAPathTheOneOfTheCLibraryCounts() {
        assertThat(candidates("make", "PATHS=/a")).containsExactly("/bin/make", "/usr/bin/make");
    }
}
