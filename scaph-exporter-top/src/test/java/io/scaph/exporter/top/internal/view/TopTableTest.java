package io.scaph.exporter.top.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.Interval;
import io.scaph.testkit.SimulatedMachine;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopTableTest {
    private final SimulatedMachine machine = Machines.twoSockets();

    private static List<String> names(TopTable table) {
        return table.rows().stream().map(TopRow::name).toList();
    }

    @ParameterizedTest
    @EnumSource
    void theLinesAddUpToTheHost(RowGrouping grouping) throws Exception {
        Interval interval = Machines.interval(machine, () -> machine.end(30));

        for (String filter : List.of("", "busy", "nothing like this")) {
            TopTable table = TopTable.of(interval, grouping, RowOrder.POWER, filter);

            List<TopRow> all =
                    Stream.concat(table.rows().stream(), table.rest().stream()).toList();
            assertThat(all.stream().mapToLong(TopRow::usedMicrojoules).sum())
                    .isEqualTo(interval.host().energy().microjoules())
                    .isEqualTo(200_000_000);
            assertThat(all.stream().mapToLong(TopRow::totalMicrojoules).sum())
                    .isEqualTo(interval.to().host().energy().microjoules());
        }
    }

    @Test
    void aProcessHasItsPowerUserContainerAndCpus() throws Exception {
        TopRow busy = TopTable.of(Machines.interval(machine), RowGrouping.PROCESS, RowOrder.POWER, "")
                .rows()
                .get(0);

        assertThat(busy.pid()).hasValue(20);
        assertThat(busy.user()).isEqualTo("root");
        assertThat(busy.container()).isEqualTo("web");
        assertThat(busy.name()).isEqualTo("/usr/bin/busy");
        assertThat(busy.watts()).hasValue(25);
        assertThat(busy.totalMicrojoules()).isEqualTo(50_000_000);
        assertThat(busy.cpus().getAsDouble()).isEqualTo(1);
    }

    @Test
    void theCommandLineIsShownWhereItWasRead() throws Exception {
        machine.describe(20, process -> process.withCommandLine("busy --hard"));

        TopTable table = TopTable.of(Machines.interval(machine), RowGrouping.PROCESS, RowOrder.POWER, "");

        assertThat(names(table)).startsWith("busy --hard", "/usr/bin/half");
    }

    @ParameterizedTest
    @EnumSource
    void rowsAreInTheChosenOrder(RowOrder order) throws Exception {
        List<String> expected = switch (order) {
            case POWER, ENERGY -> List.of("/usr/bin/busy", "/usr/bin/half", "/usr/bin/init");
            case PID -> List.of("/usr/bin/init", "/usr/bin/busy", "/usr/bin/half");
            case NAME -> List.of("/usr/bin/busy", "/usr/bin/half", "/usr/bin/init");
        };

        assertThat(names(TopTable.of(Machines.interval(machine), RowGrouping.PROCESS, order, "")))
                .isEqualTo(expected);
    }

    @Test
    void aFilterMatchesNamePidUserAndContainerInAnyCase() throws Exception {
        Interval interval = Machines.interval(machine);

        for (String filter : List.of("BUSY", "20", "Root", "web")) {
            TopTable table = TopTable.of(interval, RowGrouping.PROCESS, RowOrder.POWER, filter);

            assertThat(names(table)).as(filter).containsExactly("/usr/bin/busy");
            assertThat(table.rest().get(0).name()).isEqualTo("2 others");
            assertThat(table.rest().get(0).watts()).hasValue(12.5);
        }
    }

    @Test
    void groupsHaveTheEnergyOfTheirProcesses() throws Exception {
        Interval interval = Machines.interval(machine);

        TopTable containers = TopTable.of(interval, RowGrouping.CONTAINER, RowOrder.POWER, "");
        TopTable users = TopTable.of(interval, RowGrouping.USER, RowOrder.POWER, "");
        TopTable units = TopTable.of(interval, RowGrouping.UNIT, RowOrder.POWER, "");

        assertThat(names(containers)).containsExactly("web (docker)");
        assertThat(containers.rows().get(0).watts()).hasValue(25);
        assertThat(containers.rest())
                .extracting(TopRow::name)
                .containsExactly("Without a container, ended or unattributed", "Idle");
        assertThat(containers.rest().get(0).watts()).hasValue(12.5);
        assertThat(names(users)).containsExactly("root", "anna");
        assertThat(names(units)).contains("half.service");
    }

    @Test
    void unknownPowerIsNotZero() throws Exception {
        Interval interval = Machines.interval(machine, () -> machine.readable("package-0", false));

        TopTable table = TopTable.of(interval, RowGrouping.PROCESS, RowOrder.POWER, "");

        assertThat(table.rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.watts()).isEmpty());
        assertThat(table.rest()).allSatisfy(row -> assertThat(row.watts()).isEmpty());
    }
}
