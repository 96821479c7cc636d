package io.scaph.linux.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeCodeTest {
    @ParameterizedTest
    @CsvSource({"amd64, 298", "x86_64, 298", "aarch64, 241", "riscv64, 241"})
    void theNumberOfASystemCallIsThatOfTheArchitecture(String architecture, long number) throws IOException {
        assertThat(NativeCode.systemCall("perf_event_open", 298, 241, "Linux", architecture))
                .isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, vax, perf_event_open is not known for vax machines",
        "Linux, i386, perf_event_open is not known for i386 machines",
        "Windows 11, amd64, this is Windows 11"
    })
    void anUnknownNumberIsAnError(String system, String architecture, String reason) {
        assertThatThrownBy(() -> NativeCode.systemCall("perf_event_open", 298, 241, system, architecture))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }
}
