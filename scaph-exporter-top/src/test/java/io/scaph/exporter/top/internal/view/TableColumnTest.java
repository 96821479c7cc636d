package io.scaph.exporter.top.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableColumnTest {
    private static TopRow row(double watts, long microjoules, double cpus) {
        return new TopRow(
                OptionalLong.of(1),
                "anna",
                "web",
                OptionalDouble.of(watts),
                0,
                microjoules,
                OptionalDouble.of(cpus),
                "x");
    }

    @ParameterizedTest
    @CsvSource({
        "0, '    0.000'",
        "99999.9994, 99999.999",
        "123456.7, '   123457'",
    })
    void powerIsInWatts(double watts, String text) {
        assertThat(TableColumn.POWER.text(row(watts, 0, 0), 1, true)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, '     0.00'",
        "12345678, '    12.35'",
        "99999990000, ' 99999.99'",
        "100000000000, '   100.0k'",
        "99999900000000, ' 99999.9k'",
        "100000000000000, '   100.0M'"
    })
    void energyGetsALargerUnitInTime(long microjoules, String text) {
        assertThat(TableColumn.ENERGY.text(row(0, microjoules, 0), 1, true)).isEqualTo(text);
    }

    @Test
    void cpusAreInPercentOfOne() {
        assertThat(TableColumn.CPU.text(row(0, 0, 0.5), 1, true)).isEqualTo(" 50.0");
        assertThat(TableColumn.CPU.text(row(0, 0, 128), 1, true)).isEqualTo("12800");
    }

    @Test
    void unknownIsNotZero() {
        TopRow unknown =
                new TopRow(OptionalLong.empty(), "", "", OptionalDouble.empty(), 0, 0, OptionalDouble.empty(), "x");

        assertThat(TableColumn.POWER.text(unknown, 0, true)).isEqualTo("  unknown");
        assertThat(TableColumn.CPU.text(unknown, 0, true)).isBlank();
        assertThat(TableColumn.SHARE.text(unknown, 0, true)).isBlank();
    }

    @Test
    void narrowTerminalsGetFewerColumns() {
        List<TopRow> rows = List.of(row(1, 1, 1));

        assertThat(TableColumn.fitting(RowGrouping.PROCESS, rows, 80)).containsExactly(TableColumn.values());
        assertThat(TableColumn.fitting(RowGrouping.PROCESS, rows, 40))
                .containsExactly(TableColumn.PID, TableColumn.POWER);
        assertThat(TableColumn.fitting(RowGrouping.PROCESS, rows, 10)).containsExactly(TableColumn.POWER);
        assertThat(TableColumn.fitting(RowGrouping.USER, rows, 80))
                .containsExactly(TableColumn.POWER, TableColumn.ENERGY, TableColumn.SHARE);
    }

    @Test
    void theColumnOfContainersIsThereIfAProcessIsInOne() {
        TopRow outside =
                new TopRow(OptionalLong.of(1), "anna", "", OptionalDouble.of(1), 1, 1, OptionalDouble.of(1), "x");

        assertThat(TableColumn.fitting(RowGrouping.PROCESS, List.of(outside), 200))
                .doesNotContain(TableColumn.CONTAINER);
    }
}
