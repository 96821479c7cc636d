package io.scaph.linux.systemd;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotifySocketTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "@", "run/notify", "vsock:2:1234"})
    void aNameThatIsNoUnixSocketIsRefused(String name) {
        assertThatThrownBy(() -> new NotifySocket(name).send("READY=1"))
                .isInstanceOf(IOException.class)
                .hasMessage("NOTIFY_SOCKET is '" + name + "': neither an absolute path nor '@' and a name");
    }

    @Test
    void aPathThatDoesNotFitIntoAnAddressIsRefused() {
        assertThatThrownBy(() -> new NotifySocket("/" + "x".repeat(107)).send("READY=1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither an absolute path");
    }
}
