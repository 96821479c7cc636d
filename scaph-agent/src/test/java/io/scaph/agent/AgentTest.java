package io.scaph.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What older JVMs see. */
@ResourceLock(Resources.SYSTEM_ERR)
class AgentTest {
    private static final int JAVA_8 = 52;

    @Test
    void theEntryCanBeLoadedByJava8() throws Exception {
        try (DataInputStream entry = new DataInputStream(Agent.class.getResourceAsStream("Agent.class"))) {
            entry.skipBytes(6);

            assertThat(entry.readUnsignedShort()).isEqualTo(JAVA_8);
        }
    }

    @Test
    void anOlderJavaReportsInOneLineThatItIsTooOld() {
        String java = System.getProperty("java.specification.version");
        PrintStream error = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
            System.setProperty("java.specification.version", "11");
            Agent.premain(null, null);
            System.setProperty("java.specification.version", "1.8");
            Agent.premain("", null);
        } finally {
            System.setProperty("java.specification.version", java);
            System.setErr(error);
        }
        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "scaph agent: Java 17 or later is needed, and this is Java 11; nothing is measured",
                        "scaph agent: Java 17 or later is needed, and this is Java 1.8; nothing is measured");
    }
}
