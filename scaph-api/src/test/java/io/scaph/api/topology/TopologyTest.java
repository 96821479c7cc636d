package io.scaph.api.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.internal.plugin.TopologyUnion;
import io.scaph.api.testing.Domains;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyTest {
    private final Domain gpu = Domains.gpu(0);
    private final Domain wall = Domain.of("wall", DomainKind.WALL);
    private final Domain psys = Domains.psys(Domains.RANGE);
    private final Domain pkg0 = Domains.pkg(0);
    private final Domain pkg3 = Domains.pkg(3);
    private final Domain dram0 = Domains.dram(0);
    private final Domain dram3 = Domains.dram(3);
    private final Domain core0 = Domains.core(0);

    private static Domain die(int socket, int die) {
        return Domain.ofDie(DomainKind.PACKAGE, socket, die).at("zone").withCeiling(100);
    }

    @ParameterizedTest
    @CsvSource({"PACKAGE,1,package-1", "DRAM,0,dram@0", "CORE,12,core@12", "UNCORE,0,uncore@0"})
    void aSocketsDomainIsNamedAfterItsKindAndSocket(DomainKind kind, int socket, String id) {
        assertThat(Domain.ofSocket(kind, socket).id()).isEqualTo(id);
    }

    @Test
    void aDieIsPartOfTheName() {
        assertThat(Domain.ofDie(DomainKind.PACKAGE, 0, 1).id()).isEqualTo("package-0-die-1");
        assertThat(Domain.ofDie(DomainKind.CORE, 0, 1).id()).isEqualTo("core@0-die-1");
    }

    @Test
    void aSocketsDomainHasTheCeilingOfItsKind() {
        assertThat(pkg0.ceilingWatts()).isEqualTo(1_500);
        assertThat(dram0.ceilingWatts()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aRangeThatIsNotAboveZeroIsRefused(long range) {
        assertThatThrownBy(() -> Domain.ofSocket(DomainKind.DRAM, 0).at("zone").withRange(range))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dram@0");
    }

    @Test
    void socketsAreInTheOrderOfTheirIdsWithPackagesFirst() {
        Domain die0 = die(0, 0);
        Domain die1 = die(0, 1);
        Topology topology =
                Topology.of(List.of(dram3, psys, core0, pkg3, die0, dram0, die1), List.of(pkg3, die0, die1));

        assertThat(topology.sockets())
                .containsExactly(Map.entry(0, List.of(die0, die1, core0, dram0)), Map.entry(3, List.of(pkg3, dram3)));
    }

    @Test
    void aTopologyWithoutSocketsHasNone() {
        assertThat(Topology.of(List.of(psys), List.of(psys)).sockets()).isEmpty();
    }

    @Test
    void twoDomainsOfOneNameAreRefused() {
        assertThatThrownBy(() -> Topology.of(List.of(pkg0, pkg0), List.of(pkg0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-0");
    }

    @Test
    void aHostOfUnknownDomainsIsRefused() {
        assertThatThrownBy(() -> Topology.of(List.of(pkg0), List.of(pkg3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-3");
    }

    @Test
    void aHostDomainThatSharesOnlyItsNameIsRefused() {
        Domain other = Domain.ofSocket(DomainKind.PACKAGE, 0).at("elsewhere").withQuality(Quality.ESTIMATED);

        assertThatThrownBy(() -> Topology.of(List.of(pkg0), List.of(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-0");
    }

    @Test
    void aPartOfAPackageIsNeverAddedToTheHost() {
        assertThatThrownBy(() -> Topology.of(List.of(pkg0, core0), List.of(pkg0, core0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("core@0");
    }

    @Test
    void aHostThatCountsADomainTwiceIsRefused() {
        assertThatThrownBy(() -> Topology.of(List.of(pkg0), List.of(pkg0, pkg0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-0");
    }

    @Test
    void psysIsNeverAddedToItsPackages() {
        assertThatThrownBy(() -> Topology.of(List.of(psys, pkg0), List.of(psys, pkg0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("psys");
    }

    @ParameterizedTest
    @EnumSource(value = DomainKind.class, names = "WALL", mode = EnumSource.Mode.EXCLUDE)
    void aWallMeterIsNeverAddedToWhatIsBehindIt(DomainKind kind) {
        Domain other = Domain.of("other", kind);
        List<Domain> both = List.of(wall, other);

        assertThatThrownBy(() -> Topology.of(both, both)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Topology.of(both, List.of(wall)).withoutPsys(both))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Topology.of(both, List.of(wall)).host()).containsExactly(wall);
    }

    @Test
    void wallMetersOfSeveralPowerSuppliesAreAddedUp() {
        Domain second = Domain.of("wall-2", DomainKind.WALL);

        Topology union = TopologyUnion.of(
                List.of(Topology.of(List.of(wall), List.of(wall)), Topology.of(List.of(second), List.of(second))));

        assertThat(union.host()).containsExactly(wall, second);
    }

    @Test
    void aWallMeterIsTheHostAndAllOthersAreDetails() {
        Topology cpu = Topology.of(List.of(psys, pkg0, dram0), List.of(psys)).withoutPsys(List.of(pkg0, dram0));
        Topology cards = Topology.of(List.of(gpu), List.of(gpu));
        Topology plug = Topology.of(List.of(wall), List.of(wall));

        Topology union = TopologyUnion.of(List.of(cpu, cards, plug));

        assertThat(union.domains()).containsExactly(psys, pkg0, dram0, gpu, wall);
        assertThat(union.host()).containsExactly(wall);
        assertThat(union.hostWithoutPsys()).containsExactly(wall);
        assertThat(union.ignored()).isEmpty();
    }

    @Test
    void aWallMeterThatItsSensorDoesNotCountIsADetail() {
        Topology cpu = Topology.of(List.of(pkg0), List.of(pkg0));
        Topology plug = Topology.of(List.of(wall), List.of());

        assertThat(TopologyUnion.of(List.of(cpu, plug)).host()).containsExactly(pkg0);
    }

    @Test
    void theCopiesOfATopologyLeaveItAlone() {
        Topology topology = Topology.of(List.of(psys, pkg0), List.of(psys));
        IgnoredZone zone = IgnoredZone.of("mmio", "repeats package-0");

        Topology changed = topology.withoutPsys(List.of(pkg0)).ignoring(List.of(zone));

        assertThat(changed.hostWithoutPsys()).containsExactly(pkg0);
        assertThat(changed.ignored()).containsExactly(zone);
        assertThat(topology).isEqualTo(Topology.of(List.of(psys, pkg0), List.of(psys)));
        assertThat(changed).isNotEqualTo(topology);
    }

    @Test
    void aUnionHoldsThePartsInOrder() {
        IgnoredZone ignored = IgnoredZone.of("mmio", "repeats package-0");
        Topology cpu = Topology.of(List.of(psys, pkg0), List.of(pkg0)).ignoring(List.of(ignored));

        Topology union = TopologyUnion.of(List.of(cpu, Topology.of(List.of(gpu), List.of(gpu))));

        assertThat(union)
                .isEqualTo(Topology.of(List.of(psys, pkg0, gpu), List.of(pkg0, gpu))
                        .ignoring(List.of(ignored)));
    }

    @Test
    void psysThatMayHoldAnotherSensorsGpuIsNotTheHost() {
        Topology cpu = Topology.of(List.of(psys, pkg0), List.of(psys)).withoutPsys(List.of(pkg0));

        Topology union = TopologyUnion.of(List.of(cpu, Topology.of(List.of(gpu), List.of(gpu))));

        assertThat(union.host()).containsExactly(pkg0, gpu);
        assertThat(union.hostWithoutPsys()).containsExactly(pkg0, gpu);
        assertThat(union.ignored()).singleElement().satisfies(zone -> {
            assertThat(zone.zone()).isEqualTo(psys.zone());
            assertThat(zone.reason()).contains("GPU");
        });
    }

    @Test
    void psysStaysNextToAGpuThatIsADetailOrThatItsOwnSensorAdds() {
        Topology cpu = Topology.of(List.of(psys, pkg0), List.of(psys)).withoutPsys(List.of(pkg0));
        Topology knowing =
                Topology.of(List.of(psys, pkg0, gpu), List.of(psys, gpu)).withoutPsys(List.of(pkg0, gpu));

        assertThat(TopologyUnion.of(List.of(cpu, Topology.of(List.of(gpu), List.of())))
                        .host())
                .containsExactly(psys);
        assertThat(TopologyUnion.of(List.of(knowing)).host()).containsExactly(psys, gpu);
    }

    @Test
    void anEstimateOfTheServerStaysNextToItsGpus() {
        Domain server = Domain.of(psys.id(), DomainKind.PSYS)
                .at("model")
                .withQuality(Quality.ESTIMATED)
                .withCeiling(100);
        Topology cpu = Topology.of(List.of(server, pkg0), List.of(server)).withoutPsys(List.of(pkg0));

        Topology union = TopologyUnion.of(List.of(cpu, Topology.of(List.of(gpu), List.of(gpu))));

        assertThat(union.host()).containsExactly(server, gpu);
        assertThat(union.ignored()).isEmpty();
    }

    @Test
    void aUnionOfSensorsThatMeasureOneDomainIsRefused() {
        Topology one = Topology.of(List.of(pkg0), List.of(pkg0));

        assertThatThrownBy(() -> TopologyUnion.of(List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("package-0");
    }

    @Test
    void aUnionOfOnesPsysAndAnothersPackagesIsRefused() {
        Topology whole = Topology.of(List.of(psys), List.of(psys));
        Topology packages = Topology.of(List.of(pkg0), List.of(pkg0));

        assertThatThrownBy(() -> TopologyUnion.of(List.of(whole, packages)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("psys");
    }

    @ParameterizedTest
    @CsvSource({
        "MEASURED,MEASURED,MEASURED",
        "MEASURED,RELAYED,RELAYED",
        "ESTIMATED,RELAYED,ESTIMATED",
        "RELAYED,ESTIMATED,ESTIMATED"
    })
    void aSumIsNoBetterThanItsWorstPart(Quality one, Quality other, Quality weaker) {
        assertThat(one.weaker(other)).isEqualTo(weaker);
    }
}
