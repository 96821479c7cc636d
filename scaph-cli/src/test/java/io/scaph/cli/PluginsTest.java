package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PluginsTest {
    @Test
    void aDirectoryThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> Plugins.load(Optional.of(Path.of("/none"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("/none can't be read: no such file");
    }

    @Test
    void theDirectoryIsTakenFromEitherFormOfTheOption() {
        assertThat(Plugins.directory(new String[] {"-v", "--plugins", "x", "stdout"}))
                .contains(Path.of("x"));
        assertThat(Plugins.directory(new String[] {"--plugins=y", "stdout"})).contains(Path.of("y"));
        assertThat(Plugins.directory(new String[] {"stdout"})).isEmpty();
    }
}
