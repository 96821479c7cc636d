package io.scaph.cli.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProfileTextTest {
    private static final CalibrationResult RESULT = new CalibrationResult(
            List.of(
                    new LevelReading(0, 0.05, 66, 0.5, 20, 1),
                    new LevelReading(0.5, 0.5, 160, 0.5, 20, 0),
                    new LevelReading(1, 0.95, 248, 0.5, 20, 0),
                    new LevelReading(0, 0.05, 66, 0.5, 20, 0)),
            List.of(64.0, 120.0, 160.0, 200.0, 256.0),
            2.5,
            0.4,
            64,
            List.of("package-0", "dram@0"),
            "powercap");
    private static final Hardware HARDWARE =
            new Hardware(Optional.of("Xeon\n\u0001curve.watts = 1,2 \u00e9"), 2, Optional.of("KVM"));

    private final String text = ProfileText.of(RESULT, HARDWARE, LocalDate.of(2026, 11, 23));

    @Test
    void theFileSaysWhereItIsFromAndWhatItIsNot() {
        assertThat(text.lines())
                .contains(
                        "# machine: Xeon curve.watts = 1,2, 2 sockets, 64 hardware threads",
                        "# date: 2026-11-23",
                        "# sensor: powercap",
                        "# something always ran: idle power is continued from 5.0 % of load",
                        "# full power is continued from 95.0 % of load",
                        "#    5.0    66.00   0.50    20")
                .anyMatch(line -> line.contains("not what the rest of the machine takes from the wall"))
                .anyMatch(line -> line.contains("made in a virtual machine (KVM)"));
    }

    @Test
    void theFileHasThePropertiesThatTheSensorEstimationReads() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(text));

        assertThat(properties)
                .containsOnly(
                        entry("threads", "64"),
                        entry("covers", "package-0, dram@0"),
                        entry("error.percent", "2.5"),
                        entry("curve.watts", "64.000, 120.000, 160.000, 200.000, 256.000"));
    }
}
