package io.scaph.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The public API stays small enough to be learned. The limits are in the script. */
class PublicApiSizeTest {
    private static final Path SCRIPT =
            Path.of(System.getProperty("basedir", "."), "count-public-api").toAbsolutePath();

    @Test
    @DisabledOnOs(OS.WINDOWS) // a bash script
    void typesAndMembersAreWithinTheLimits() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();

        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }
}
