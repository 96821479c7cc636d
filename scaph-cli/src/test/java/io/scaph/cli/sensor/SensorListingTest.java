package io.scaph.cli.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scaph.api.spi.Availability;
import io.scaph.api.topology.Domain;
import io.scaph.api.topology.DomainKind;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensorListingTest {
    private final Domain psys =
            Domain.of("psys", DomainKind.PSYS).at("intel-rapl:1").withCeiling(1_000);
    private final Domain cpu = Domain.ofSocket(DomainKind.PACKAGE, 0).at("intel-rapl:0");
    private final Topology topology = Topology.of(List.of(cpu, psys), List.of(psys))
            .withoutPsys(List.of(cpu))
            .ignoring(List.of(IgnoredZone.of("intel-rapl-mmio:0", "it repeats package-0")));
    private final SensorListing listing = new SensorListing(List.of(
            new SensorReport(
                    "good",
                    "works",
                    false,
                    Availability.available("two counters").withTopology(topology)),
            new SensorReport("more", "helps", true, Availability.available("one GPU")),
            new SensorReport("bad", "does not", false, Availability.unavailable("no \"counter\"", "buy one"))));

    @Test
    void jsonHasTheKeysThatProgramsRead() throws Exception {
        JsonNode sensors = new ObjectMapper().readTree(listing.json()).at("/sensors");

        JsonNode good = sensors.get(0);
        assertThat(good.at("/name").asText()).isEqualTo("good");
        assertThat(good.at("/available").asBoolean()).isTrue();
        assertThat(good.at("/topology/sockets/0/id").asInt()).isZero();
        assertThat(good.at("/topology/sockets/0/domains/0/name").asText()).isEqualTo("package");
        assertThat(good.at("/topology/sockets/0/domains/0/zone").asText()).isEqualTo("intel-rapl:0");
        assertThat(good.at("/topology/sockets/0/domains/0/counted").asBoolean()).isFalse();
        assertThat(good.at("/topology/host/0").asText()).isEqualTo("psys");
        assertThat(good.at("/topology/ignored/0/zone").asText()).isEqualTo("intel-rapl-mmio:0");
        assertThat(good.at("/complements").asBoolean()).isFalse();
        assertThat(sensors.get(1).at("/complements").asBoolean()).isTrue();
        JsonNode bad = sensors.get(2);
        assertThat(bad.at("/available").asBoolean()).isFalse();
        assertThat(bad.at("/reason").asText()).isEqualTo("no \"counter\"");
        assertThat(bad.at("/remedy").asText()).isEqualTo("buy one");
        assertThat(bad.at("/topology").isNull()).isTrue();
    }

    @Test
    void theTextHasTheSame() {
        assertThat(listing.text())
                .contains("works here: two counters")
                .contains("works here: one GPU\n  is opened in addition to the sensor of the CPUs")
                .contains("host: psys")
                .contains("package-0 if psys proves to be less than its packages")
                .containsPattern("psys +intel-rapl:1 +counted")
                .containsPattern("package-0 +intel-rapl:0\n")
                .contains("intel-rapl-mmio:0: it repeats package-0")
                .contains("can't work here: no \"counter\"")
                .contains("remedy: buy one");
    }
}
