package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.cli.program.Scaph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user meets: no RAPL, wrong input, closed files, signals. */
class CommandLineIT {
    @TempDir
    Path directory;

    private Path sysfs;

    @BeforeEach
    void makeMachineWithoutRapl() throws Exception {
        sysfs = Files.createDirectory(directory.resolve("sys"));
    }

    @Test
    void withoutRaplItEstimatesAndSaysSo() throws Exception {
        Scaph scaph = Scaph.run(directory, "--path-sysfs", sysfs.toString(), "stdout", "-t", "3", "-s", "1");

        assertThat(scaph.exitCode()).isZero();
        assertThat(scaph.output().replaceAll("\\s+", " "))
                .contains("powercap is not available")
                .contains("does not exist");
        assertThat(scaph.messages().lines().filter(line -> line.contains("WARN")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("does not exist", "estimated", "To measure:"));
        assertThat(scaph.output())
                .contains("ESTIMATED")
                .containsPattern("Host +[0-9.]+ W")
                .containsPattern("(?m)^ +[0-9.]+ W +[0-9.]+ J +[0-9]+  ")
                .doesNotContain("unknown");
        assertThat(scaph.output().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(scaph.output().split("-{80}\n", -1)).hasSize(4);
    }

    @Test
    void globalOptionsCanBeGivenAfterTheExporter() throws Exception {
        Scaph scaph = Scaph.run(
                directory,
                "stdout",
                "-t",
                "0",
                "-s",
                "1",
                "--path-sysfs=" + sysfs,
                "--sensor",
                "estimation",
                "--no-header",
                "-v");

        assertThat(scaph.exitCode()).isZero();
        assertThat(scaph.messages()).contains("INFO").contains("sensor estimation");
        assertThat(scaph.output()).contains("Host");
    }

    @Test
    void theWordsOfACommandAreNotOptionsOfScaph() throws Exception {
        Scaph scaph = Scaph.run(
                directory,
                "exec",
                "--path-sysfs=" + sysfs,
                "-o",
                directory.resolve("report").toString(),
                "echo",
                "-v");

        assertThat(scaph.exitCode()).isZero();
        assertThat(scaph.output()).isEqualTo("-v\n");
        assertThat(scaph.messages()).isEmpty();
    }

    @Test
    void inTheJournalEachLineOnStandardErrorHasItsPriority() throws Exception {
        // As systemd does it: the variable names the device and inode that standard error is.
        String connect = "export JOURNAL_STREAM=$(stat -L -c %d:%i /proc/self/fd/2); ";
        List<String> journal = List.of("sh", "-c", connect + "exec \"$@\"", "sh");
        List<String> withoutJava = List.of("sh", "-c", connect + "JAVA_HOME=/none exec \"$@\"", "sh");

        Scaph news = Scaph.start(
                        directory, journal, List.of("-v", "--path-sysfs=" + sysfs, "stdout", "-t", "0", "-s", "1"))
                .await();
        Scaph failure = Scaph.start(directory, journal, List.of("stdout", "--unheard-of"))
                .await();
        Scaph launcher = Scaph.start(directory, withoutJava, List.of("stdout")).await();

        assertThat(news.messages().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("<[46]>.*"));
        assertThat(news.messages()).contains("<6>INFO sensor estimation", "<6>scaph ");
        assertThat(failure.messages().lines())
                .containsExactly(
                        "<3>scaph: unknown option or argument '--unheard-of'", "<3>  see: scaph stdout --help");
        assertThat(launcher.messages()).startsWith("<3>scaph: needs Java");
    }

    @Test
    void theLogSpeaksOnlyWhenAskedTo() throws Exception {
        Scaph quiet = Scaph.run(directory, "-s", "estimation", "--no-header", "stdout", "-t", "0", "-s", "1");
        Scaph verbose = Scaph.run(directory, "-v", "-s", "estimation", "--no-header", "stdout", "-t", "0", "-s", "1");

        assertThat(quiet.messages()).isEmpty();
        assertThat(verbose.messages()).contains("INFO").contains("sensor estimation");
    }

    @Test
    void aSensorThatWasNamedAndCannotWorkEndsWithReasonAndRemedy() throws Exception {
        Scaph scaph = Scaph.run(directory, "-s", "powercap", "--path-sysfs", sysfs.toString(), "stdout");

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.output()).isEmpty();
        assertThat(scaph.messages().lines()).hasSize(2);
        assertThat(scaph.messages())
                .contains(sysfs + "/class/powercap does not exist")
                .contains("remedy: ");
    }

    @Test
    void anEmptyTreeIsNamed() throws Exception {
        Files.createDirectories(sysfs.resolve("class").resolve("powercap"));

        Scaph scaph = Scaph.run(directory, "-s", "powercap", "--path-sysfs", sysfs.toString(), "json");

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.messages()).contains("has no zones").contains("remedy: ");
    }

    @Test
    void aMissingTreeOfAVirtualMachineIsNotReplacedByAnEstimate() throws Exception {
        Scaph scaph = Scaph.run(directory, "--vm", "--vm-path", sysfs + "/none", "stdout");

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.messages()).contains(sysfs + "/none does not exist").contains("SCAPHANDRE_POWERCAP_PATH");
    }

    @Test
    void anUnprivilegedUserIsToldWhoMayReadAndHow() throws Exception {
        Path zone = Files.createDirectories(sysfs.resolve("class/powercap/intel-rapl:0"));
        Files.writeString(zone.resolve("name"), "package-0\n");
        Files.writeString(zone.resolve("energy_uj"), "1234567\n");
        Files.setPosixFilePermissions(zone.resolve("energy_uj"), PosixFilePermissions.fromString("r--------"));
        for (Path opened = directory; opened != null && opened.getNameCount() > 1; opened = opened.getParent()) {
            Files.setPosixFilePermissions(opened, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        Scaph scaph = Scaph.start(
                        directory,
                        List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"),
                        List.of("-s", "powercap", "--path-sysfs", sysfs.toString(), "stdout"))
                .await();

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.messages())
                .contains("energy_uj: permission denied for user nobody")
                .contains("/etc/udev/rules.d/70-powercap.rules")
                .doesNotContain("\tat ");
        assertThat(scaph.messages().lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void aSignalEndsJsonWithinASecondAndWhole(String signal) throws Exception {
        Scaph scaph =
                Scaph.start(directory, List.of("--path-sysfs", sysfs.toString(), "--no-header", "json", "-s", "1"));
        scaph.awaitOutput("consumers");

        long begin = System.nanoTime();
        scaph.signal(signal);
        scaph.await();

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(1_000);
        assertThat(scaph.exitCode()).isIn(0, 130, 143);
        assertThat(scaph.reports()).isNotEmpty().allSatisfy(Scaph::assertThatLedgerAddsUp);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nothing           | there is no exporter or command 'nothing'",
                "-s none stdout    | there is no sensor 'none'",
                "--policy fair stdout | there is no policy 'fair': choose capacity, active, baseline or baseline=WATTS",
                "--policy baseline=-1 stdout | the idle power must be from 0 to a million watts",
                "--tick 11 stdout | --tick: '11' is not a number of seconds from 0.1 to 10",
                "--ceiling cpu=5 stdout | --ceiling: 'cpu' is not a kind of domain",
                "--ceiling dram=much stdout | --ceiling: 'much' is not a whole number of watts",
                "--ceiling dram=0 stdout | the ceiling of dram must be above 0 W, not 0 W",
                "stdout --step two | 'two' is not a whole number",
                "stdout -s 0       | the step must be above 0",
                "stdout -r (       | not a regular expression",
                "json --unheard-of | unknown option or argument '--unheard-of'",
                "json --policy fair | there is no policy 'fair'",
                "--plugins /none stdout | plugin directory /none can't be read",
            })
    void wrongInputEndsWithTwoAndOneLineOfReason(String arguments, String reason) throws Exception {
        Scaph scaph = Scaph.run(directory, arguments.split(" +", -1));

        assertThat(scaph.exitCode()).isEqualTo(2);
        assertThat(scaph.output()).isEmpty();
        assertThat(scaph.messages()).contains(reason);
        assertThat(scaph.messages().lines()).hasSize(2);
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws Exception {
        Scaph scaph = Scaph.run(directory, "--no-header", "json", "-t", "1", "-f", "/none/report.json");

        assertThat(scaph.exitCode()).isEqualTo(1);
        assertThat(scaph.messages()).contains("/none/report.json: no such file");
    }
}
