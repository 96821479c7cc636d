package io.scaph.cli.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.scaph.cli.program.Scaph;
import io.scaph.testkit.PowercapSimulator;
import io.scaph.testkit.SimulatedZone;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real load, on counters that follow it. */
@SuppressWarnings("try") // a simulator that runs is enough
@Isolated
class CalibrateIT {
    private static final double IDLE_WATTS = 40;
    private static final double FULL_WATTS = 120;
    /** In percent: CPU times go by steps of 10 ms. */
    private static final double LEAST_TOLERANCE = 5;

    private static final int TRIES = 3;
    private static final List<String> DISTURBED = List.of(
            "too little is known",
            "without us",
            "to be busy for",
            "shows no curve",
            "idle power moved",
            "the curve is uncertain");

    @TempDir
    Path directory;

    private Path sysfs;

    @BeforeEach
    void makeSysfs() throws Exception {
        sysfs = Files.createDirectory(directory.resolve("sys"));
    }

    private Scaph calibrate(String... arguments) throws Exception {
        return Scaph.start(directory, arguments(arguments));
    }

    private List<String> arguments(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-s", "powercap", "--path-sysfs", sysfs.toString(), "calibrate"));
        all.addAll(Arrays.asList(arguments));
        return all;
    }

    /** Others at work may leave no idle time to see, or come and go; that this is refused is as it should be. */
    private Scaph calibrateInAQuietTime(String... arguments) throws Exception {
        Scaph scaph = calibrate(arguments).await();
        for (int i = 1; i < TRIES && wasDisturbed(scaph); i++) {
            scaph = calibrate(arguments).await();
        }
        assumeThat(wasDisturbed(scaph))
                .as("others were at work: %s", scaph.messages())
                .isFalse();
        return scaph;
    }

    private static boolean wasDisturbed(Scaph scaph) throws IOException {
        String messages = scaph.messages();
        return DISTURBED.stream().anyMatch(messages::contains);
    }

    @Test
    void theCurveThatTheMachineHasComesBackAndAnEstimateTakesIt() throws Exception {
        Path profile = directory.resolve("profile.properties");
        try (LoadedTree machine = new LoadedTree(sysfs, IDLE_WATTS, FULL_WATTS)) {
            Scaph scaph = calibrateInAQuietTime(
                    "--levels", "0,25,50,75,100", "--seconds", "5", "--settle", "1", "-o", profile.toString());

            assertThat(scaph.messages()).contains("6 of 6:").contains("scaph -s estimation --profile " + profile);
            assertThat(scaph.exitCode()).isZero();
            assertThat(scaph.output()).isEmpty();
        }
        String text = Files.readString(profile);
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        double[] curve = Arrays.stream(properties.getProperty("curve.watts").split(",", -1))
                .mapToDouble(watts -> Double.parseDouble(watts.strip()))
                .toArray();

        // Four of five are within the error that it says, which is small on a quiet machine; normal ones are within
        // twice
        // that in 99 of 100.
        double error = Double.parseDouble(properties.getProperty("error.percent"));
        Percentage tolerance = Percentage.withPercentage(Math.max(LEAST_TOLERANCE, 2 * error));
        assertThat(curve[0]).as(text).isCloseTo(IDLE_WATTS, tolerance);
        assertThat(curve[curve.length / 2]).as(text).isCloseTo((IDLE_WATTS + FULL_WATTS) / 2, tolerance);
        assertThat(curve[curve.length - 1]).as(text).isCloseTo(FULL_WATTS, tolerance);
        assertThat(properties.getProperty("threads"))
                .isEqualTo(Integer.toString(Runtime.getRuntime().availableProcessors()));
        assertThat(properties.getProperty("covers")).isEqualTo("package-0");

        Scaph sensors = Scaph.run(directory, "--profile", profile.toString(), "sensors");
        assertThat(sensors.output().replaceAll("\\s+", " "))
                .contains("by the profile of this machine")
                .contains("of package-0 alone")
                .contains("measured there by scaph calibrate, within");
    }

    @Test
    void itTakesAboutAsMuchOfTheCpusAsItIsTold() throws Exception {
        try (LoadedTree machine = new LoadedTree(sysfs, 10, 20)) {
            Scaph scaph = calibrateInAQuietTime(
                    "--levels", "0,50,100", "--max-load", "60", "--seconds", "4", "--settle", "0");

            assertThat(scaph.exitCode()).isZero();
            // 60 % is the highest load, and the curve continues to full load.
            assertThat(scaph.output()).contains("full power is continued from").contains("curve.watts = ");
        }
    }

    @Test
    void aStopLeavesNothingBehindAndEndsTheLoad() throws Exception {
        Path profile = directory.resolve("profile.properties");
        try (PowercapSimulator machine =
                PowercapSimulator.start(sysfs, List.of(SimulatedZone.of("intel-rapl:0", "package-0", 30)))) {
            Scaph scaph = calibrate("--seconds", "60", "--settle", "0", "-o", profile.toString());
            Thread.sleep(3_000);
            scaph.signal("INT");
            scaph.await();

            assertThat(scaph.exitCode()).isEqualTo(130);
            assertThat(profile).doesNotExist();
            assertThat(scaph.messages())
                    .contains("stopped; nothing was written")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aFileThatExistsIsNotReplacedAndNoTimeIsLost() throws Exception {
        Path profile = Files.writeString(directory.resolve("profile.properties"), "tdp.watts = 65\n");

        Scaph scaph = calibrate("-o", profile.toString()).await();

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.messages()).contains(profile + " exists").contains("--force");
        assertThat(profile).hasContent("tdp.watts = 65");
    }

    @Test
    void anEstimateCanNotCalibrateItself() throws Exception {
        Scaph scaph = Scaph.run(directory, "-s", "estimation", "--path-sysfs", sysfs.toString(), "calibrate");

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.output()).isEmpty();
        assertThat(scaph.messages())
                .contains("the sensor estimation does not measure")
                .contains("remedy: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "--levels | 0,x,100 | 'x' is not a load in percent",
                "--levels | 10,100 | levels of load",
                "--levels | 5,10,100 | levels of load rise from 0",
                "--max-load | 30 | levels of load",
                "--seconds | soon | --seconds: 'soon' is not a whole number",
                "--seconds | 0 | from 1 to 3600 s to measure",
                "--settle | -1 | from 0 to 3600 s to settle",
            })
    void optionsThatMakeNoSenseAreRefused(String option, String value, String reason) throws Exception {
        Scaph scaph = calibrate(option + "=" + value).await();

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.messages()).contains(reason).contains("see: scaph calibrate --help");
    }
}
