package io.scaph.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recording may come from an untrusted source. */
class RecordingTest {
    private static final int SEQUENCES = 2_000;
    private static final String GOOD = """
            scaph-recording 1
            sensor	powercap
            domain	package-0	package	0	-	intel-rapl:0	measured	262143328850	1500	hw
            domain	core@0	core	0	-	-	measured	-	1500	--
            file	sys/class/powercap/intel-rapl:0/name	package-0\\n
            tick	0
            energy	100	!
            machine	4	10	0	0
            process	0	7	0	-
            process	1	8	-250	-
            cpu	0=5	1=6
            tick	1000000000
            suspended
            energy	200:3	17
            machine	4	20	0	0
            process	2	9	400	new
            cpu	0=9	2=1
            children	0=3
            ended	2=2
            gone	1
            device	0	9=500	-
            tick	2000000000
            energy	300:4	18~17~20
            unread
            end
            """;

    private static Recording read(String text) throws IOException {
        return Recording.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "foreign.txt");
    }

    @Test
    void everyLineIsRead() throws IOException {
        Recording recording = read(GOOD);

        assertThat(recording.sensorName()).isEqualTo("powercap");
        assertThat(recording.topology().domains())
                .extracting(domain -> domain.id() + "@" + domain.zone())
                .containsExactly("package-0@intel-rapl:0", "core@0@core@0");
        assertThat(recording.topology().host()).hasSize(1);
        assertThat(recording.files()).containsEntry("sys/class/powercap/intel-rapl:0/name", "package-0\n");
        assertThat(recording.ticks()).isEqualTo(3);
        assertThat(recording.nanos(1)).isEqualTo(1_000_000_000);
        assertThat(recording.microjoules(0, 0)).isEqualTo(100);
        assertThat(recording.microjoules(0, 1)).isNegative();
    }

    /** Each line replaces another one, and must be reported with its number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | scaph-recording 2 | not a recording",
                "2 | sensor\\tpower cap | is not the name of a sensor",
                "2 | rm -rf / | is not a word of a recording",
                "3 | domain\\tpackage-0\\tpackage | has 2 fields, not 9",
                "3 | domain\\t../x\\tpackage\\t0\\t-\\t-\\tmeasured\\t1\\t1\\thw | is not the id of a domain",
                "3 | domain\\tx\\tpackage\\t0\\t-\\t../../y\\tmeasured\\t1\\t1\\thw | is not a zone",
                "3 | domain\\tx\\tkitchen\\t0\\t-\\t-\\tmeasured\\t1\\t1\\thw | is not a kind of domain",
                "3 | domain\\tx\\tpackage\\t0\\t-\\t-\\tguessed\\t1\\t1\\thw | is not a quality",
                "3 | domain\\tx\\tpackage\\t0\\t-\\t-\\tmeasured\\t0\\t1\\thw | range of 0",
                "3 | domain\\tx\\tpackage\\t0\\t-\\t-\\tmeasured\\t1\\t-1\\thw | not from 0 to",
                "3 | domain\\tx\\tpackage\\t0\\t-\\t-\\tmeasured\\t1\\t1\\tyes | is not one of hw, h-, -w and --",
                "5 | file\\tsys/../../etc/cron.d/x\\tboo | is not a path below proc or sys",
                "5 | file\\t/etc/passwd\\tboo | is not a path below proc or sys",
                "5 | file\\tsys/a/.hidden\\tboo | is not a path below proc or sys",
                "5 | file\\tsys/class/x\\tboo\\x | a backslash is not followed by",
                "6 | tick\\t5 | the first tick is not at 0",
                "7 | energy\\t1 | has 1 fields, not 2",
                "7 | energy\\t1\\t-5 | not from 0 to",
                "7 | energy\\t1\\t99999999999999999999 | is not a whole number",
                "8 | machine\\t4\\t5 | has 2 fields, not 1 or 4",
                "9 | process\\t7\\t7\\t0\\t- | the next process has the number 0",
                "10 | process\\t1\\t7\\t0\\t- | the process is listed twice",
                "11 | cpu\\t0 | is not a process and its time",
                "11 | cpu\\t5=1 | process 5 does not exist here",
                "12 | tick\\t0 | the tick is not later than the one before",
                "19 | ended\\t17=2 | process 17 does not exist here",
                "14 | energy\\t200~300~400\\t1 | not from 0 to 200",
                "14 | energy\\t200~100~150\\t1 | is outside its interval",
                "14 | energy\\t200:1:2\\t1 | is not a reading",
                "21 | device\\t2\\t- | not from 0 to 1",
                "21 | device\\t0\\tx | is not a process and its time",
                "20 | gone\\t2 | process 2 does not exist here",
                "22 | domain\\tx\\tpackage\\t0\\t-\\t-\\tmeasured\\t1\\t1\\t-- | after the first tick",
                "23 | suspended | has no energy",
            })
    void anErrorIsReportedWithItsLine(int number, String line, String reason) {
        String[] lines = GOOD.split("\n", -1);
        lines[number - 1] = line.replace("\\t", "\t");

        assertThatThrownBy(() -> read(String.join("\n", lines)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("foreign.txt line ")
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void theNumberOfTheLineIsRight() {
        assertThatThrownBy(() -> read(GOOD.replace("gone\t1", "gone\t9"))).hasMessageContaining("line 20: ");
    }

    @Test
    void aRecordingThatWasCutOffIsRefused() {
        for (int length = 0; length < GOOD.length() - 1; length++) {
            String part = GOOD.substring(0, length);
            assertThatThrownBy(() -> read(part)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void nothingFollowsTheEnd() {
        assertThatThrownBy(() -> read(GOOD + "tick\t3\n")).hasMessageContaining("a line follows the end");
    }

    @Test
    void anEndlessLineIsRefusedBeforeItFillsTheMemory() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };

        assertThatThrownBy(() -> Recording.read(endless, "endless")).hasMessage("endless line 1: the line is too long");
    }

    @Test
    void aChangedRecordingIsReadOrRefused() {
        long first = Long.getLong("scaph.seed", System.nanoTime());
        int sequences = Integer.getInteger("scaph.sequences", SEQUENCES);
        for (long seed = first; seed < first + sequences; seed++) {
            byte[] text = changed(new Random(seed));
            try {
                assertThat(Recording.read(new ByteArrayInputStream(text), "it").ticks())
                        .as("with -Dscaph.seed=" + seed)
                        .isPositive();
            } catch (IOException e) {
                assertThat(e)
                        .as("with -Dscaph.seed=" + seed)
                        .hasMessageStartingWith("it line ")
                        .hasMessageNotContaining("\n");
            } catch (RuntimeException e) {
                throw new AssertionError("with -Dscaph.seed=" + seed + ": " + e, e);
            }
        }
    }

    private static byte[] changed(Random random) {
        byte[] text = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            text[random.nextInt(text.length)] = (byte) random.nextInt(256);
        }
        return text;
    }
}
