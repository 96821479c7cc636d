package io.scaph.sensor.estimation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.scaph.sensor.estimation.internal.hardware.CpuFacts;
import io.scaph.sensor.estimation.internal.hardware.CpuModel;
import io.scaph.sensor.estimation.internal.hardware.Vendor;
import io.scaph.sensor.estimation.internal.power.ModelText;
import io.scaph.sensor.estimation.internal.power.PackageModel;
import io.scaph.sensor.estimation.internal.power.PowerModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On servers made up by a law of our own; there are no published results in the project. */
class FitTest {
    private static final String HEADER =
            "sid,system,cpu_model,cpu_group,chips,cores,threads,mhz,mem_gb,tdp_w,load,watts";
    private static final double NOISE = 0.05;

    private final List<ServerResult> servers = ServerResult.of(CsvTable.of(madeUp()));

    /** Servers of listed Xeons. Their power is 0.5 to 1.5 times the thermal design power, with some noise. */
    private static List<String> madeUp() {
        Random random = new Random(11);
        List<String> lines = new ArrayList<>(List.of(HEADER));
        int id = 0;
        for (CpuModel cpu : CpuFacts.shipped().models()) {
            if (cpu.microArchitecture().vendor() != Vendor.INTEL
                    || cpu.microArchitecture().entry()
                    || id++ % 11 != 0) {
                continue;
            }
            double factor = Math.exp(NOISE * random.nextGaussian());
            for (int load = 0; load <= 100; load += 10) {
                double watts = factor * cpu.tdpWatts() * (0.5 + load / 100.0);
                lines.add(String.join(
                        ",",
                        "S" + id,
                        "\"a, system\"",
                        "Intel Xeon " + cpu.name(),
                        cpu.name(),
                        "1",
                        Integer.toString(cpu.cores()),
                        Integer.toString(cpu.threads()),
                        Double.toString(cpu.megahertz()),
                        Integer.toString(2 * cpu.threads()),
                        Double.toString(cpu.tdpWatts()),
                        Integer.toString(load),
                        Double.toString(watts)));
            }
        }
        return lines;
    }

    @Test
    void aLawIsFoundAgainOnServersThatWereNotFittedTo() {
        Set<String> out = ServerFit.folds(servers, 4, 1).get(0);
        PowerModel model = ServerFit.fit(
                servers.stream().filter(server -> !out.contains(server.group())).toList());

        Score score = Evaluate.evaluate(
                servers.stream().filter(server -> out.contains(server.group())).toList(),
                ServerResult.Known.GUEST,
                model,
                nowhere());

        assertThat(score.meanError()).isLessThan(2 * NOISE);
        assertThat(score.coverage()).isBetween(0.6, 0.98);
    }

    @Test
    void aFitIsTheSameEachTime() {
        List<ServerResult> some = servers.subList(0, 20);

        assertThat(ServerFit.fit(some)).isEqualTo(ServerFit.fit(some));
    }

    @Test
    void noGroupIsInTwoFolds() {
        List<Set<String>> folds = ServerFit.folds(servers, 5, 1);

        assertThat(folds.stream().mapToInt(Set::size).sum())
                .isEqualTo(servers.stream().map(ServerResult::group).distinct().count());
    }

    @Test
    void theEvaluationPrintsALineForEachPoint() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        for (ServerResult.Known known : ServerResult.Known.values()) {
            bytes.reset();
            Evaluate.evaluate(servers.subList(0, 2), known, ModelText.shipped().server(), out);

            List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();

            assertThat(lines).hasSize(1 + 2 * 11);
            assertThat(lines.get(0)).isEqualTo("sid,load,watts,predicted,low,high");
            assertThat(lines.subList(1, lines.size())).allMatch(line -> line.matches("S\\d+(,[0-9.]+){5}"));
        }
    }

    @Test
    void moreKnowledgeThanIsAskedForChangesNothing() {
        List<ServerResult> otherwise = servers.stream()
                .map(server -> new ServerResult(
                        server.id(),
                        server.cpu(),
                        server.group(),
                        4,
                        1,
                        server.threads(),
                        server.megahertz(),
                        OptionalDouble.of(1),
                        OptionalDouble.of(1),
                        server.watts()))
                .toList();

        assertThat(printed(otherwise, ServerResult.Known.STRING))
                .isEqualTo(printed(servers, ServerResult.Known.STRING));
        assertThat(printed(otherwise, ServerResult.Known.FAMILY))
                .isEqualTo(printed(servers, ServerResult.Known.FAMILY));
        assertThat(printed(otherwise, ServerResult.Known.HOST)).isNotEqualTo(printed(servers, ServerResult.Known.HOST));
    }

    private static String printed(List<ServerResult> results, ServerResult.Known known) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        Evaluate.evaluate(results, known, ModelText.shipped().server(), out);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void packagesOfOlderAndNewerCpusHaveCurvesOfTheirOwn() {
        List<PackageFit.Reading> readings = new ArrayList<>();
        for (int machine = 0; machine < 8; machine++) {
            for (int load = 0; load <= 10; load++) {
                boolean older = machine % 2 == 0;
                readings.add(
                        new PackageFit.Reading("m" + machine, older, load / 10.0, (older ? 0.05 : 0.15) + 0.07 * load));
            }
        }

        PackageModel model = PackageFit.fit(readings);

        assertThat(model.fraction(PackageModel.YEAR - 1, 0)).isCloseTo(0.05, within(0.02));
        assertThat(model.fraction(PackageModel.YEAR, 0)).isCloseTo(0.15, within(0.03));
        assertThat(model.fraction(PackageModel.YEAR, 1)).isCloseTo(0.85, within(0.1));
        assertThat(PackageFit.leaveOneMachineOut(readings).meanError()).isLessThan(0.15);
    }

    private static PrintStream nowhere() {
        return new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
