package io.scaph.sensor.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.Sensor;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scaph calibrate wrote on a host, read there and in its guests. */
class CalibratedProfileTest {
    private static final Options NOTHING = Options.NONE.withEnvironment(Map.of());
    /** In the form that {@code scaph calibrate} writes. */
    private static final String TEXT = """
            # Power by load, measured by: scaph calibrate
            # machine: Xeon, 2 sockets, 64 hardware threads

            threads = 64
            covers = package-0, dram@0
            error.percent = 2.5
            # at equal steps of load, from idle to full
            curve.watts = 64.000, 120.000, 160.000,\\
                200.000, 256.000
            """;

    private static final List<Double> CURVE = List.of(64.0, 120.0, 160.0, 200.0, 256.0);

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path file = files.getPath("/host.properties");
    private final EstimationProvider provider = new EstimationProvider();

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    private Options written() throws IOException {
        Files.writeString(file, TEXT);
        return NOTHING.with(Profile.FILE, file);
    }

    @Test
    void whatWasWrittenIsWhatIsRead() throws IOException {
        Profile profile = Profile.of(written());

        assertThat(profile.curve()).isEqualTo(CURVE);
        assertThat(profile.threads()).hasValue(64);
        assertThat(profile.covers()).contains("package-0, dram@0");
        assertThat(profile.errorPercent()).hasValue(2.5);
    }

    @Test
    void aGuestTakesTheShareOfItsThreads() throws Exception {
        try (FakeMachine guest = FakeMachine.virtual("AuthenticAMD", "AMD EPYC 7R13 Processor", 25, 1, 4, 2)) {
            Options options = written();
            Sensor sensor = provider.open(guest.setup(options));
            guest.run(10, 0);
            double idle = FakeMachine.read(sensor).microjoules(0) / 1e7;
            guest.run(10, 1_000);
            double full = FakeMachine.read(sensor).microjoules(0) / 1e7 - idle;

            // 4 of 64 threads: of 64 W idle, and of the secant to 160 W at half load.
            assertThat(idle).isCloseTo(4, within(1e-3));
            assertThat(full).isCloseTo(16, within(1e-3));
            assertThat(provider.probe(guest.setup(options)))
                    .satisfies(available -> assertThat(available.reason())
                            .contains("of package-0, dram@0 alone")
                            .contains("a share of a machine with 64")
                            .contains("within 2.5 %"));
        }
    }

    @Test
    void aGuestWhoseThreadsAreWholeCoresTakesTwiceThat() throws IOException {
        PowerLines single = Profile.of(written()).thread(4, 1).orElseThrow();
        PowerLines whole = Profile.of(written()).thread(4, 2).orElseThrow();

        assertThat(whole.estimate().idleWatts()).isEqualTo(2 * single.estimate().idleWatts());
        assertThat(whole.high().fullWatts()).isEqualTo(2 * single.high().fullWatts());
    }

    @Test
    void theIntervalHoldsTheCurveFromAFifthOfLoadOnAndItsError() throws IOException {
        PowerLines thread = Profile.of(written()).thread(64, 1).orElseThrow();

        for (int i = 1; i < CURVE.size(); i++) {
            double load = i / (CURVE.size() - 1.0);
            double watts = CURVE.get(i) / 64;
            assertThat(thread.low().watts(load)).isLessThanOrEqualTo(watts * 0.975 + 1e-9);
            assertThat(thread.high().watts(load)).isGreaterThanOrEqualTo(watts * 1.025 - 1e-9);
        }
        assertThat(thread.low().idleWatts()).isCloseTo(0.975, within(1e-9));
        assertThat(thread.high().idleWatts()).isCloseTo(1.025, within(1e-9));
    }

    @Test
    void ownWattsOfBothEndsReplaceWhatTheFileSaysOfAnotherMachine() throws IOException {
        Profile profile = Profile.of(written().with(Profile.IDLE, "10").with(Profile.FULL, "30"));

        assertThat(profile.curve()).containsExactly(10.0, 30.0);
        assertThat(profile.threads()).isEmpty();
        assertThat(profile.covers()).isEmpty();
        assertThat(profile.errorPercent()).isEmpty();
    }

    @Test
    void oneOwnEndAloneIsNotMixedWithACurve() throws IOException {
        Options options = written().with(Profile.FULL, "30");

        assertThatThrownBy(() -> Profile.of(options)).hasMessageContaining("one of them is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threads = 0         | threads is '0', not a number of hardware threads",
                "threads = many      | threads is 'many', not a number of hardware threads",
                "error.percent = 200 | error.percent is '200', not a number of percent from 0 to 100",
                "error.percent = -1  | error.percent is '-1', not a number of percent from 0 to 100"
            })
    void whatMakesNoSenseIsRefused(String line, String reason) throws IOException {
        Files.writeString(file, "idle.watts = 1\nfull.watts = 2\n" + line + "\n");

        assertThatThrownBy(() -> Profile.of(NOTHING.with(Profile.FILE, file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("/host.properties: " + reason);
    }
}
