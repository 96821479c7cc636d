package io.scaph.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.Monitor;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.Topology;
import io.scaph.testkit.SimulatedMachine;
import io.scaph.testkit.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples, on a machine in virtual time: no time passes, so nothing can be said but that. */
@Timeout(60)
class ExamplesTest {
    private static final Domain CPU = Domain.ofSocket(DomainKind.PACKAGE, 0).at("zone");

    private static Monitor monitor() {
        return new SimulatedMachine(new VirtualClock(), 4, Topology.of(List.of(CPU), List.of(CPU)))
                .watts("package-0", 20)
                .monitor();
    }

    @Test
    void aBlockIsMeasuredOrSaidToBeUnknown() {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Monitor monitor = monitor()) {
            MeasureABlock.run(monitor, new PrintStream(output, true, StandardCharsets.UTF_8));
        }

        assertThat(output.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .element(0)
                .asString()
                .contains(" times one by one: ");
    }

    @Test
    void everyRequestIsAnsweredAndWrongOnesAreToldWhatIsRight() throws Exception {
        try (Monitor monitor = monitor();
                JoulesPerRequest server = new JoulesPerRequest(monitor, 0)) {
            assertThat(server.ask(1_000)).matches("unknown|[0-9]+\\.[0-9]{6} J");
            assertThat(server.ask(-1)).isEqualTo("unknown");
        }
    }
}
