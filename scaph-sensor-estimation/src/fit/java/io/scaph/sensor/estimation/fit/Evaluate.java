package io.scaph.sensor.estimation.fit;

import io.scaph.api.internal.text.FailureText;
import io.scaph.sensor.estimation.internal.power.ModelText;
import io.scaph.sensor.estimation.internal.power.PowerModel;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

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
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(List<String> arguments) throws IOException {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            System.out.println(USAGE);
            return;
        }
        Optional<Path> data = Optional.empty();
        Optional<ServerResult.Known> known = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals(INPUTS) && i + 1 < arguments.size()) {
                known = Optional.of(known(arguments.get(++i)));
            } else if (argument.startsWith(INPUTS + "=")) {
                known = Optional.of(known(argument.substring(INPUTS.length() + 1)));
            } else if (data.isEmpty() && !argument.startsWith("-")) {
                data = Optional.of(path(argument));
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        if (data.isEmpty() || known.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        evaluate(data.get(), known.get());
    }

    private static void evaluate(Path data, ServerResult.Known known) throws IOException {
        try (CsvReader rows = CsvReader.open(data);
                PrintStream out = new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
                        false,
                        StandardCharsets.UTF_8)) {
            Evaluation evaluation = new Evaluation(known, ModelText.shipped().server(), out);
            evaluation.addAll(rows);
            if (out.checkError()) {
                throw new IOException("standard output takes no more");
            }
            System.err.println(evaluation.summary());
        } catch (IOException e) {
            throw new IOException(data + ": " + FailureText.reason(e), e);
        }
    }

    private static ServerResult.Known known(String text) {
        try {
            return ServerResult.Known.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(USAGE, e);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(USAGE, e);
        }
    }

    static Score evaluate(List<ServerResult> results, ServerResult.Known known, PowerModel model, PrintStream out) {
        Evaluation evaluation = new Evaluation(known, model, out);
        evaluation.printHeader();
        for (ServerResult result : results) {
            for (Map.Entry<Double, Double> point : result.watts().entrySet()) {
                evaluation.add(result, point.getKey(), OptionalDouble.of(point.getValue()));
            }
        }
        return evaluation.score();
    }
}
