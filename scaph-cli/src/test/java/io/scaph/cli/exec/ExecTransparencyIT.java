package io.scaph.cli.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.cli.program.Scaph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What a command sees that {@code scaph exec} starts, compared with what it sees when {@code env} starts it. */
@Isolated
class ExecTransparencyIT extends ProbedCommand {
    /** Runs a command in a state, and returns what it wrote. */
    private String run(List<String> wrapper, List<String> state, List<String> words) throws Exception {
        List<String> command = new ArrayList<>(wrapper);
        command.add(starter.toString());
        command.addAll(state);
        command.add("--");
        command.addAll(words);
        Path output = directory.resolve("output");
        Path messages = directory.resolve("messages");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .redirectError(messages.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(messages)).isZero();
        assertThat(messages).isEmptyFile();
        return Files.readString(output);
    }

    private static List<String> hex(String... words) {
        return Arrays.stream(words).map(Bytes::hex).toList();
    }

    private static List<String> probe(List<String> arguments) {
        List<String> words = new ArrayList<>(hex(probe.toString(), "show"));
        words.addAll(arguments);
        return words;
    }

    private void assertSame(List<String> wrapper, List<String> state, List<String> arguments) throws Exception {
        List<String> byEnv = new ArrayList<>(hex(ENV));
        byEnv.addAll(probe(arguments));
        String expected = run(wrapper, state, byEnv);
        Path report = directory.resolve("report");
        Files.deleteIfExists(report);
        List<String> byScaph = new ArrayList<>(hex(Scaph.script().toString(), "exec", "-o", report.toString(), "--"));
        byScaph.addAll(probe(arguments));

        assertThat(run(wrapper, state, byScaph)).isEqualTo(expected);
        assertThat(report).isNotEmptyFile();
    }

    private void assertSame(String... state) throws Exception {
        assertSame(List.of(), List.of(state), List.of());
    }

    @Test
    void argumentsAreTheSameBytesInEveryLocale() throws Exception {
        List<String> arguments =
                List.of(Bytes.hex(Bytes.all()), "", Bytes.hex("\n"), "63617373e9", Bytes.hex("données"));
        for (String locale : List.of("LC_ALL=C", "LC_ALL=C.UTF-8", "LANG=en_US.ISO-8859-1")) {
            assertSame(List.of(ENV, "-u", "LC_ALL", "-u", "LC_CTYPE", "-u", "LANG", locale), List.of(), arguments);
        }
    }

    @Test
    void aMegabyteOfArgumentsIsPassedOn() throws Exception {
        assertSame("-n", "8000");
    }

    @Test
    void theEnvironmentIsTheSameBytesInTheSameOrder() throws Exception {
        assertSame(
                "-a",
                "-e",
                Bytes.hex("JAVA_HOME=" + System.getProperty("java.home")),
                "-e",
                Bytes.hex("PATH=/usr/bin:/bin"),
                "-e",
                Bytes.hex("a.b=c"),
                "-e",
                Bytes.hex("twice=1"),
                "-e",
                Bytes.hex("twice=2"),
                "-e",
                Bytes.hex("no value"),
                "-e",
                "78ff3de9",
                "-e",
                Bytes.hex("PWD=/nowhere"),
                "-e",
                Bytes.hex("self=1"),
                "-e",
                Bytes.hex("JAVA_TOOL_OPTIONS=-Xmx1g"),
                "-e",
                "");
    }

    @Test
    void anEmptyEnvironmentStaysEmpty() throws Exception {
        assertSame("-a");
    }

    @Test
    void blockedAndIgnoredSignalsStayBlockedAndIgnored() throws Exception {
        assertSame("-b", "3", "-b", "10", "-b", "15", "-b", "40", "-i", "1", "-i", "2", "-i", "10");
        // Those which a JVM handles.
        assertSame("-i", "3", "-i", "12", "-i", "13", "-i", "25", "-i", "11", "-i", "62");
    }

    @Test
    void descriptorsAreThoseThatWereGiven() throws Exception {
        assertSame("-d", "3", "-d", "5", "-d", "9", "-d", "77");
        assertSame("-c", "0");
        assertSame("-d", "3", "-d", "4", "-d", "5", "-d", "6", "-d", "7", "-d", "8", "-d", "9", "-d", "10", "-d", "11");
    }

    @Test
    void limitsAndMasksStayAsTheyWere() throws Exception {
        assertSame("-l", "300", "-u", "27");
    }

    @Test
    void anUnprivilegedUserGetsTheSame() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertSame(
                List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"),
                List.of("-b", "10", "-d", "5"),
                List.of());
    }

    @Test
    void exitCodesAreThoseOfEnv() throws Exception {
        Path plain = Files.writeString(directory.resolve("plain"), "text");
        Path script = Files.writeString(directory.resolve("script"), "exit 9\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path broken = Files.writeString(directory.resolve("broken"), "#!/no/interpreter\n");
        Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (List<String> command : List.of(
                List.of("true"),
                List.of("no-such-command"),
                List.of(""),
                List.of(directory.resolve("nothing").toString()),
                List.of(plain.toString()),
                List.of(plain + "/below"),
                List.of(directory.toString()),
                List.of(script.toString()),
                List.of(broken.toString()),
                List.of("sh", "-c", "exit 255"))) {
            assertThat(exitCode(List.of(Scaph.script().toString(), "exec", "--"), command))
                    .as("%s", command)
                    .isEqualTo(exitCode(List.of(ENV), command));
        }
        assertThat(exitCode(
                        List.of(Scaph.script().toString(), "exec", "--"),
                        List.of("sh", "-c", "ulimit -c 0; kill -SEGV $$")))
                .isEqualTo(128 + 11);
    }

    private int exitCode(List<String> wrapper, List<String> command) throws Exception {
        List<String> all = new ArrayList<>(wrapper);
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
