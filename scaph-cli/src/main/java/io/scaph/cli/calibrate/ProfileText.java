package io.scaph.cli.calibrate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a profile, as a file of properties with comments on its content and origin. */
final class ProfileText {
    private static final int PER_LINE = 10;
    private static final double PERCENT = 100;
    /** If the measured range ends further than this from idle or full load, the file says that the rest was not measured. */
    private static final double FAR = 0.02;

    private ProfileText() {}

    /**
     * Writes it. Identifies the machine by its CPU, not by its name.
     *
     * @param result what was measured
     * @param hardware where
     * @param date when
     * @return the lines of the file, each with its line end
     */
    static String of(CalibrationResult result, Hardware hardware, LocalDate date) {
        return String.format(
                Locale.ROOT,
                """
                # Power by load, measured by: scaph calibrate
                # machine: %s
                # date: %s
                # sensor: %s
                %s#
                # load %%      W    +- W  windows
                %s
                threads = %d
                covers = %s
                error.percent = %.1f
                # at equal steps of load, from idle to full
                curve.watts = %s
                """,
                machine(result, hardware),
                date,
                result.sensor(),
                remarks(result, hardware).stream()
                        .map(remark -> "# " + remark + "\n")
                        .collect(Collectors.joining()),
                result.readings().stream().map(ProfileText::line).collect(Collectors.joining()),
                result.threads(),
                String.join(", ", result.covers()),
                Math.max(0.1, result.errorPercent()),
                curve(result.curveWatts()));
    }

    private static String line(LevelReading reading) {
        return String.format(
                Locale.ROOT,
                "# %6.1f %8.2f %6.2f %5d\n",
                PERCENT * reading.load(),
                reading.watts(),
                reading.errorWatts(),
                reading.windows());
    }

    private static String machine(CalibrationResult result, Hardware hardware) {
        return hardware.cpuName().orElse("a CPU without a name") + ", "
                + (hardware.sockets() > 0 ? hardware.sockets() + " sockets, " : "") + result.threads()
                + " hardware threads";
    }

    private static List<String> remarks(CalibrationResult result, Hardware hardware) {
        List<String> remarks = new ArrayList<>();
        remarks.add("what it covers: " + String.join(", ", result.covers())
                + (result.covers().contains("psys") ? "" : "; not what the rest of the machine takes from the wall"));
        remarks.add(String.format(
                Locale.ROOT,
                "error: within %.1f %% from %.1f %% of load on; idle power at the end %+.1f %% of that at the beginning",
                result.errorPercent(),
                PERCENT * result.lowestLoad(),
                result.driftPercent()));
        if (result.lowestLoad() > FAR) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "something always ran: idle power is continued from %.1f %% of load",
                    PERCENT * result.lowestLoad()));
        }
        if (result.highestLoad() < 1 - FAR) {
            remarks.add(String.format(
                    Locale.ROOT, "full power is continued from %.1f %% of load", PERCENT * result.highestLoad()));
        }
        hardware.hypervisor()
                .ifPresent(name -> remarks.add("made in a virtual machine (" + name
                        + "): right only if it had the counters and the CPUs of the hardware to itself"));
        return remarks;
    }

    private static String curve(List<Double> watts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < watts.size(); i++) {
            if (i > 0) {
                text.append(i % PER_LINE == 0 ? ",\\\n    " : ", ");
            }
            text.append(String.format(Locale.ROOT, "%.3f", watts.get(i)));
        }
        return text.toString();
    }
}
