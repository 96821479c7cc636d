package io.scaph.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
    private static final long PID = ProcessHandle.current().pid();
    private static final long PARENT =
            ProcessHandle.current().parent().orElseThrow().pid();

    @Test
    void withoutOptionsNothingIsWritten() {
        AgentOptions none = AgentOptions.parse("");

        assertThat(none.profile()).isEmpty();
        assertThat(none.summary()).isFalse();
        assertThat(none.endpoint()).isEmpty();
        assertThat(none.period()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void thePidTakesThePlaceOfItsPlaceholder() {
        assertThat(AgentOptions.parse("profile=/tmp/e-%p.html").profile()).contains(Path.of("/tmp/e-" + PID + ".html"));
    }

    @Test
    void aJvmThatAnotherOneStartedHasThePidInItsFile() {
        assertThat(AgentOptions.parse("profile=/tmp/e.html,parent=" + PARENT).profile())
                .contains(Path.of("/tmp/e.html"));
        assertThat(AgentOptions.parse("profile=/tmp/e.html,parent=" + PID).profile())
                .contains(Path.of("/tmp/e-" + PID + ".html"));
        assertThat(AgentOptions.parse("profile=/tmp/e.speedscope.json,parent=" + PID)
                        .profile())
                .contains(Path.of("/tmp/e-" + PID + ".speedscope.json"));
        assertThat(AgentOptions.parse("profile=/tmp/e,parent=" + PID).profile()).contains(Path.of("/tmp/e-" + PID));
    }

    @Test
    void onlySuchAJvmMayBeTooShort() {
        assertThat(AgentOptions.parse("least=2,parent=" + PARENT).least()).isZero();
        assertThat(AgentOptions.parse("least=2,parent=" + PID).least()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theEndpointIsOnLoopbackUnlessAnAddressIsGiven() {
        assertThat(AgentOptions.parse("prometheus=9400")
                        .endpoint()
                        .orElseThrow()
                        .getAddress()
                        .isLoopbackAddress())
                .isTrue();
        assertThat(AgentOptions.parse("prometheus=0.0.0.0:9400")
                        .endpoint()
                        .orElseThrow()
                        .getAddress()
                        .isAnyLocalAddress())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "x=1",
                "=1",
                "profile=",
                "period=ten",
                "prometheus=65536",
                "seconds=-1",
                "log=all",
                "profile=/nowhere/e.html",
                "summary=/nowhere/e.txt"
            })
    void aFaultIsFoundBeforeAnythingIsOpened(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> AgentOptions.parse(line));
    }
}
