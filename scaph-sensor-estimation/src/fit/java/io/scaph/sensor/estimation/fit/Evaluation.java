package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.power.MachineTraits;
import io.scaph.sensor.estimation.internal.power.PowerEstimate;
import io.scaph.sensor.estimation.internal.power.PowerModel;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Prints what a model says of servers at their loads, a line for each, and counts how well it did. */
final class Evaluation {
    private static final List<String> COLUMNS = List.of("sid", "cpu_model", "load");
    /** A whole number beyond this is not printed as one. */
    private static final double LARGE = 1e15;

    private final ServerResult.Known known;
    private final PowerModel model;
    private final PrintStream out;
    private final Score score = new Score();
    private @Nullable MachineTraits last;
    private @Nullable PowerEstimate estimate;
    private int lines;
    private int withoutLoad;
    private int withoutWatts;

    Evaluation(ServerResult.Known known, PowerModel model, PrintStream out) {
        this.known = known;
        this.model = model;
        this.out = out;
    }

    void printHeader() {
        out.print("sid,load,watts,predicted,low,high\n");
    }

    /**
     * Evaluates each row separately, in the given order.
     *
     * @throws IOException if they can't be read, or if there is nothing to evaluate; the message says why
     */
    void addAll(CsvReader rows) throws IOException {
        for (String column : COLUMNS) {
            if (!rows.columns().contains(column)) {
                throw new IOException("it has no column " + column + " (comma-separated, named in the first line)");
            }
        }
        printHeader();
        for (Optional<CsvReader.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
            OptionalDouble load = row.get().number("load");
            if (load.isPresent()) {
                add(
                        ServerResult.of(row.get().text("sid"), row.get()),
                        load.getAsDouble(),
                        row.get().number("watts"));
            } else {
                withoutLoad++;
            }
        }
        if (lines == 0) {
            throw new IOException("it has no row with a load");
        }
    }

    void add(ServerResult server, double percent, OptionalDouble watts) {
        PowerEstimate ofThread = estimate(server.machine(known));
        double load = percent / 100;
        double predicted = ofThread.watts(load) * server.threads();
        double low = LoadBand.lowWatts(ofThread, load) * server.threads();
        double high = LoadBand.highWatts(ofThread, load) * server.threads();
        if (watts.isPresent() && watts.getAsDouble() > 0) {
            score.add(watts.getAsDouble(), predicted, low, high);
        } else {
            withoutWatts++;
        }
        out.printf(
                Locale.ROOT,
                "%s,%s,%s,%.3f,%.3f,%.3f\n",
                quoted(server.id()),
                plain(percent),
                watts.isPresent() ? plain(watts.getAsDouble()) : "",
                predicted,
                low,
                high);
        lines++;
    }

    /** The rows of a server mostly follow each other. */
    private PowerEstimate estimate(MachineTraits machine) {
        PowerEstimate present = estimate;
        if (present == null || !machine.equals(last)) {
            present = model.estimate(machine);
            estimate = present;
            last = machine;
        }
        return present;
    }

    Score score() {
        return score;
    }

    /** How well it did, for people. */
    String summary() {
        return known.name().toLowerCase(Locale.ROOT) + ": " + score
                + (withoutWatts > 0 ? "; " + withoutWatts + " rows without watts above 0 are not in these" : "")
                + (withoutLoad > 0 ? "; " + withoutLoad + " rows without a load are left out" : "");
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < LARGE
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
