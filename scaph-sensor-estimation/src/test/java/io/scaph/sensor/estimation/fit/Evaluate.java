package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.power.Machine;
import io.scaph.sensor.estimation.internal.power.ModelText;
import io.scaph.sensor.estimation.internal.power.PowerEstimate;
import io.scaph.sensor.estimation.internal.power.PowerModel;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Compares the shipped model with measured servers, from the knowledge that is asked for. */
final class Evaluate {
    private static final String INPUTS = "--inputs";
    private static final String USAGE = "usage: evaluate DATA.csv --inputs host|guest|string|family";

    private Evaluate() {}

    /**
     * The program.
     *
     * @param arguments {@code DATA.csv --inputs host|guest|string|family}
     */
    public static void main(String[] arguments) {
        try {
            run(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            System.err.println(e);
            System.exit(1);
        }
    }

    private static void run(List<String> arguments) throws IOException {
        Optional<Path> data = Optional.empty();
        Optional<ServerResult.Known> known = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(INPUTS) && i + 1 < arguments.size()) {
                known = Optional.of(known(arguments.get(++i)));
            } else if (argument.startsWith(INPUTS + "=")) {
                known = Optional.of(known(argument.substring(INPUTS.length() + 1)));
            } else if (data.isEmpty() && !argument.startsWith("-")) {
                data = Optional.of(Path.of(argument));
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        if (data.isEmpty() || known.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        List<ServerResult> results = ServerResult.of(CsvTable.read(data.get()));
        try (PrintStream out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8)) {
            Score score = evaluate(results, known.get(), ModelText.shipped().server(), out);
            out.flush();
            System.err.println(known.get().name().toLowerCase(Locale.ROOT) + ": " + score);
        }
    }

    private static ServerResult.Known known(String text) {
        try {
            return ServerResult.Known.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(USAGE, e);
        }
    }

    static Score evaluate(List<ServerResult> results, ServerResult.Known known, PowerModel model, PrintStream out) {
        Score score = new Score();
        out.print("sid,load,watts,predicted,low,high\n");
        for (ServerResult result : results) {
            Machine machine = result.machine(known);
            PowerEstimate estimate = model.estimate(machine);
            for (Map.Entry<Double, Double> point : result.watts().entrySet()) {
                double load = point.getKey() / 100;
                double predicted = estimate.watts(load) * machine.threads();
                double low = estimate.lowWatts(load) * machine.threads();
                double high = estimate.highWatts(load) * machine.threads();
                score.add(point.getValue(), predicted, low, high);
                out.printf(
                        Locale.ROOT,
                        "%s,%s,%s,%.3f,%.3f,%.3f\n",
                        quoted(result.id()),
                        plain(point.getKey()),
                        plain(point.getValue()),
                        predicted,
                        low,
                        high);
            }
        }
        return score;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String quoted(String text) {
        return text.matches("[^\",]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
