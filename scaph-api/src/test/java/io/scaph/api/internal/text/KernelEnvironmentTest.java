package io.scaph.api.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelEnvironmentTest {
    @Test
    void valuesKeepTheirBytes() {
        byte[] environment = "A=donn\u00c3\u00a9es\0B=cass\u00e9=\0C=\0odd\0=x\0".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(KernelEnvironment.parse(environment))
                .isEqualTo(Map.of("A", "donn\u00e9es", "B", "cass\udce9=", "C", ""));
    }

    @Test
    void theVariablesAreThoseOfThisProcess() {
        assertThat(KernelEnvironment.variables())
                .containsOnlyKeys(System.getenv().keySet());
        assertThat(KernelEnvironment.variables()).containsEntry("PATH", System.getenv("PATH"));
    }
}
