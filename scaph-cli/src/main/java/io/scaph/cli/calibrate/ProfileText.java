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
        List<String> comments = new ArrayList<>(List.of(
                "Power by load, measured by: scaph calibrate",
                "machine: " + machine(result, hardware),
                "date: " + date,
                "sensor: " + result.sensor()));
        comments.addAll(remarks(result, hardware));
        comments.addAll(List.of("", "load %      W    +- W  windows"));
        for (LevelReading reading : result.readings()) {
            double load = PERCENT * reading.load();
            comments.add(
                    format("%6.1f %8.2f %6.2f %5d", load, reading.watts(), reading.errorWatts(), reading.windows()));
        }
        return comments.stream().map(comment -> ("# " + comment).strip() + "\n").collect(Collectors.joining())
                + "\nthreads = " + result.threads()
                + "\ncovers = " + String.join(", ", result.covers())
                + format("\nerror.percent = %.1f", Math.max(0.1, result.errorPercent()))
                + "\n# at equal steps of load, from idle to full"
                + "\ncurve.watts = " + curve(result.curveWatts()) + "\n";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
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
        remarks.add(format(
                "error: within %.1f %% from %.1f %% of load on; idle power at the end %+.1f %% of that at the beginning",
                result.errorPercent(), PERCENT * result.lowestLoad(), result.driftPercent()));
        if (result.lowestLoad() > FAR) {
            remarks.add(format(
                    "something always ran: idle power is continued from %.1f %% of load",
                    PERCENT * result.lowestLoad()));
        }
        if (result.highestLoad() < 1 - FAR) {
            remarks.add(format("full power is continued from %.1f %% of load", PERCENT * result.highestLoad()));
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
            text.append(format("%.3f", watts.get(i)));
        }
        return text.toString();
    }
}
