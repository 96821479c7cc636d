package io.scaph.sensor.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorUnavailableException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileTest {
    private static final Options NOTHING = Options.NONE.withEnvironment(Map.of());

    private final FileSystem files = Jimfs.newFileSystem(Configuration.unix());
    private final Path file = files.getPath("/machine.properties");
    private final EstimationProvider provider = new EstimationProvider();

    @AfterEach
    void closeFiles() throws IOException {
        files.close();
    }

    @Test
    void withoutOptionsThereIsNone() throws IOException {
        Profile profile = Profile.of(NOTHING);

        assertThat(profile.thread(8, 1)).isEmpty();
        assertThat(profile.origin()).isEmpty();
    }

    @Test
    void aMachineWithAProfileUsesWhatThatSays() throws Exception {
        try (FakeMachine machine = FakeMachine.virtual("AuthenticAMD", "AMD EPYC 7R13 Processor", 25, 1, 4, 2)) {
            Options options = NOTHING.with(Profile.IDLE, "10").with(Profile.FULL, "30.5");
            Sensor sensor = provider.open(machine.setup(options));
            machine.run(10, 0);
            double idle = FakeMachine.read(sensor).microjoules(0) / 1e7;
            machine.run(10, 1_000);
            double full = FakeMachine.read(sensor).microjoules(0) / 1e7 - idle;

            assertThat(idle).isCloseTo(10, within(1e-3));
            assertThat(full).isCloseTo(30.5, within(1e-3));
            assertThat(provider.probe(machine.setup(options)))
                    .satisfies(available -> assertThat(available.reason())
                            .isEqualTo("an estimate, by the profile of this machine: 10.0 W idle to 30.5 W busy for 4"
                                    + " hardware threads; profile: the command line"));
        }
    }

    @Test
    void aCurveIsTakenByItsSecantToHalfLoad() throws IOException {
        Files.writeString(file, "curve.watts = 100, 180, 200\n");

        PowerLines thread =
                Profile.of(NOTHING.with(Profile.FILE, file)).thread(2, 1).orElseThrow();

        assertThat(thread.estimate()).isEqualTo(new PowerLine(50, 130));
        assertThat(thread.low().fullWatts()).isLessThan(130);
        assertThat(thread.high().fullWatts()).isGreaterThan(130);
    }

    @Test
    void anOptionWinsOverTheFile() throws IOException {
        Files.writeString(file, "idle.watts=1\nfull.watts=2\ntdp.watts=65\n");

        Profile profile = Profile.of(NOTHING.with(Profile.FILE, file).with(Profile.FULL, "4"));

        assertThat(profile.curve()).containsExactly(1.0, 4.0);
        assertThat(profile.tdpWatts()).hasValue(65);
        assertThat(profile.origin()).contains("/machine.properties");
    }

    @Test
    void thermalDesignPowerAloneLeavesTheModel() throws IOException {
        Profile profile = Profile.of(NOTHING.with(Profile.TDP, "120"));

        assertThat(profile.thread(4, 1)).isEmpty();
        assertThat(profile.tdpWatts()).hasValue(120);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "idle.watts=10                | one of them is missing",
                "idle.watts=10\\nfull.watts=5 | power falls from 10.0 to 5.0 W",
                "idle.watts=ten\\nfull.watts=5 | idle.watts is 'ten', not a number of watts from 0.001",
                "idle.watts=1\\nfull.watts=1e30 | full.watts is '1e30', not a number of watts",
                "idle.watts=1\\nfull.watts=2\\nerror.percent=-1 | error.percent is '-1', not a number of percent",
                "threads=8 | it has neither idle and full watts nor a curve",
                "# nothing | it has neither idle and full watts nor a curve",
                "curve.watts=1,2\\nidle.watts=1\\nfull.watts=2 | idle and full watts or a curve",
                "curve.watts=5                | a curve of one point",
                "curve.watts=5,NaN            | curve.watts is 'NaN'",
                "full.wats=5                  | a profile has no full.wats"
            })
    void aProfileThatMakesNoSenseIsRefusedWithTheReason(String text, String reason) throws IOException {
        Files.writeString(file, text.replace("\\n", "\n"));

        assertThatThrownBy(() -> Profile.of(NOTHING.with(Profile.FILE, file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("/machine.properties: ")
                .hasMessageContaining(reason);
    }

    @Test
    void aFileMayBeginWithAByteOrderMark() throws IOException {
        Files.writeString(file, "\uFEFFidle.watts=10\r\nfull.watts=30\r\n");

        assertThat(Profile.of(NOTHING.with(Profile.FILE, file)).curve()).containsExactly(10.0, 30.0);
    }

    @Test
    void whatIsNoTextIsRefusedWithTheReason() throws IOException {
        Files.write(file, new byte[] {(byte) 0xfe, (byte) 0xff, 0, 'i'});

        assertThatThrownBy(() -> Profile.of(NOTHING.with(Profile.FILE, file)))
                .isInstanceOf(IOException.class)
                .hasMessage("/machine.properties: it is no text in UTF-8");
    }

    @Test
    void aCurveMayBeWithoutError() throws IOException {
        Files.writeString(file, "curve.watts=10,20,30\nerror.percent=0\n");

        assertThat(Profile.of(NOTHING.with(Profile.FILE, file)).errorPercent()).hasValue(0);
    }

    @Test
    void aProfileThatIsNotThereIsNotPassedOver() throws Exception {
        try (FakeMachine machine = new FakeMachine(1)) {
            Options options = NOTHING.with(Profile.FILE, file);

            assertThat(provider.probe(machine.setup(options))).returns(false, Availability::isAvailable);
            assertThatThrownBy(() -> provider.open(machine.setup(options)))
                    .isInstanceOf(SensorUnavailableException.class)
                    .hasMessage("/machine.properties: no such file");
        }
    }
}
