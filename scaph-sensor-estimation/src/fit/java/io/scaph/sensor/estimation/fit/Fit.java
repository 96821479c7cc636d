package io.scaph.sensor.estimation.fit;

import io.scaph.sensor.estimation.internal.hardware.Chip;
import io.scaph.sensor.estimation.internal.power.ModelText;
import io.scaph.sensor.estimation.internal.power.PackageModel;
import io.scaph.sensor.estimation.internal.power.PowerEstimate;
import io.scaph.sensor.estimation.internal.power.PowerModel;
import io.scaph.sensor.estimation.internal.power.Tier;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Fits the models that are shipped, or cross-validates how they are fitted. */
final class Fit {
    private static final int FOLDS = 10;
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    private Fit() {}

    /**
     * The program.
     *
     * @param arguments {@code DATA_DIR MODEL_FILE}, or {@code DATA_DIR --cross-validate}
     * @throws IOException if a file can't be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        List<ServerResult> servers = ServerResult.of(CsvTable.read(data.resolve("specpower-dev.csv")));
        List<PackageFit.Reading> packages = readings(CsvTable.read(data.resolve("rapl_load.csv")));
        if (arguments[1].equals("--cross-validate")) {
            crossValidate(servers);
            System.out.println("packages, each machine left out: " + PackageFit.leaveOneMachineOut(packages));
            return;
        }
        Path model = Path.of(arguments[1]);
        ModelText.Models models = new ModelText.Models(ServerFit.fit(servers), PackageFit.fit(packages));
        List<String> lines = new ArrayList<>(header(model));
        lines.addAll(ModelWriter.format(models));
        Files.write(model, lines, StandardCharsets.UTF_8);
        PowerModel written = ModelText.parse(lines).server();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (ServerResult.Known known : ServerResult.Known.values()) {
            System.out.println(
                    known + ", on what it was fitted to: " + Evaluate.evaluate(servers, known, written, nowhere));
        }
    }

    /** The comments at the top of the file name its sources; they stay. */
    private static List<String> header(Path model) throws IOException {
        return Files.exists(model)
                ? Files.readAllLines(model, StandardCharsets.UTF_8).stream()
                        .takeWhile(line -> line.startsWith("#") || line.isBlank())
                        .toList()
                : List.of();
    }

    static List<PackageFit.Reading> readings(CsvTable table) {
        List<PackageFit.Reading> readings = new ArrayList<>();
        for (CsvReader.Row row : table.rows()) {
            OptionalDouble load = row.number("load_measured");
            OptionalDouble percent = load.isPresent() ? load : row.number("load_target");
            if (row.text("use").equals("yes") && row.number("pkg_w").isPresent() && percent.isPresent()) {
                ServerResult machine = new ServerResult(
                        row.text("machine"),
                        row.text("cpu"),
                        row.text("machine"),
                        1,
                        1,
                        1,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Map.of());
                Chip chip = machine.machine(ServerResult.Known.STRING).chip();
                double tdp = row.number("tdp_w").orElse(chip.tdpWatts());
                readings.add(new PackageFit.Reading(
                        machine.id(),
                        chip.year() < PackageModel.YEAR,
                        percent.getAsDouble() / 100,
                        row.number("pkg_w").getAsDouble()
                                / (tdp * row.number("sockets").orElse(1))));
            }
        }
        return readings;
    }

    private static void crossValidate(List<ServerResult> servers) {
        Map<Tier, Score> byTier = new EnumMap<>(Tier.class);
        Map<Tier, Score> lines = new EnumMap<>(Tier.class);
        Map<ServerResult.Known, Score> byKnowledge = new EnumMap<>(ServerResult.Known.class);
        for (Tier tier : Tier.values()) {
            byTier.put(tier, new Score());
            lines.put(tier, new Score());
        }
        for (ServerResult.Known known : ServerResult.Known.values()) {
            byKnowledge.put(known, new Score());
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (long seed : SEEDS) {
            for (Set<String> out : ServerFit.folds(servers, FOLDS, seed)) {
                PowerModel model = ServerFit.fit(servers.stream()
                        .filter(server -> !out.contains(server.group()))
                        .toList());
                List<ServerResult> unseen = servers.stream()
                        .filter(server -> out.contains(server.group()))
                        .toList();
                byKnowledge.forEach((known, score) -> score.addAll(Evaluate.evaluate(unseen, known, model, nowhere)));
                for (ServerResult server : unseen) {
                    byTier.forEach((tier, score) -> add(score, lines, model, server, tier));
                }
            }
        }
        byKnowledge.forEach((known, score) -> System.out.println("inputs " + known + ": " + score));
        byTier.forEach((tier, score) -> System.out.println("tier " + tier.label() + ": " + score));
        lines.forEach((tier, score) -> System.out.println("tier " + tier.label() + " as a line: " + score));
    }

    private static void add(Score score, Map<Tier, Score> lines, PowerModel model, ServerResult server, Tier tier) {
        Optional<ServerFit.Seen> seen = ServerFit.see(server, tier);
        if (seen.isEmpty()) {
            return;
        }
        PowerEstimate estimate = model.estimate(seen.get().machine(), seen.get().chip(), tier);
        server.watts().forEach((percent, watts) -> {
            double load = percent / 100;
            int threads = server.threads();
            score.add(
                    watts,
                    estimate.watts(load) * threads,
                    LoadBand.lowWatts(estimate, load) * threads,
                    LoadBand.highWatts(estimate, load) * threads);
            double line = (estimate.watts(0) + load * estimate.secantWatts(0.5)) * threads;
            Score ofLine = lines.get(tier);
            if (ofLine != null) {
                ofLine.add(
                        watts,
                        line,
                        line * LoadBand.at(estimate.band(), load).low(),
                        line * LoadBand.at(estimate.band(), load).high());
            }
        });
    }
}
