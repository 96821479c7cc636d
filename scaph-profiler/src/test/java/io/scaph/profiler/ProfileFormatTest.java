package io.scaph.profiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileFormatTest {
    private static final String HOSTILE = "</script><script>alert(1)</script>;a b\n\u001b[2J\"\ud800";

    private final EnergyProfile profile = new Profiles()
            .stack(60, "main", "app.Main.main", "app.A.run")
            .stack(30, "pool-1-thread-*", "java.lang.Thread.run", "app.B.run")
            .stack(10, "main", "java.lang.Thread.run", "app.B.run")
            .build();

    private static String text(EnergyProfile profile, ProfileFormat format) throws IOException {
        StringWriter text = new StringWriter();
        profile.write(text, format);
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "a.html, HTML",
        "dir/A.HTML, HTML",
        "a.collapsed, COLLAPSED",
        "a.json, JSON",
        "a.speedscope.json, SPEEDSCOPE",
        "a.txt, TEXT"
    })
    void theEndingOfAFileSaysItsFormat(String file, ProfileFormat format) {
        assertThat(ProfileFormat.of(Path.of(file))).isEqualTo(format);
    }

    @Test
    void anUnknownEndingIsRefusedWithThoseThatAreKnown() {
        assertThatThrownBy(() -> profile.write(Path.of("a.svg")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the ending of a.svg does not say which format to write; use one of .html, .collapsed, .json,"
                                + " .speedscope.json, .txt");
    }

    @Test
    void collapsedStacksAddUpToTheJvm() throws IOException {
        String text = text(profile, ProfileFormat.COLLAPSED);

        assertThat(text.lines())
                .containsExactly(
                        "[gc] 30000",
                        "[jit] 20000",
                        "[not sampled] 40000",
                        "[runtime] 10000",
                        "app.Main.main;app.A.run 60000",
                        "java.lang.Thread.run;app.B.run 40000");
        long sum = text.lines()
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(sum).isEqualTo(profile.energy().microjoules());
    }

    @Test
    void hostileNamesStayInTheirLineOfCollapsedStacks() throws IOException {
        EnergyProfile hostile = new Profiles().stack(1, "main", HOSTILE).build();

        assertThat(text(hostile, ProfileFormat.COLLAPSED).lines())
                .hasSize(5)
                .allMatch(line -> line.matches(".* \\d+"))
                .noneMatch(line -> line.contains(";"));
    }

    @Test
    void jsonHasEverythingInMicrojoules() throws IOException {
        assertThat(text(profile, ProfileFormat.JSON))
                .contains("\"energy\" : 200000")
                .contains("\"application\" : 140000")
                .contains("\"unsampled\" : 40000")
                .contains("\"gc\" : 30000")
                .contains("\"lost\" : 4")
                .contains("\"without_energy\" : 3")
                .contains("\"name\" : \"app.A.run\"")
                .contains("\"self\" : 60000")
                .contains("\"frames\" : [ \"app.Main.main\", \"app.A.run\" ]");
    }

    @Test
    void unknownPartsAreNullInJsonAndUnknownInText() throws IOException {
        EnergyProfile unknown = new Profiles().withoutParts().build();

        assertThat(text(unknown, ProfileFormat.JSON)).contains("\"gc\" : null");
        assertThat(unknown.toString()).containsPattern("garbage collection +unknown");
        assertThat(unknown.gc()).isEmpty();
    }

    @Test
    void speedscopeHasOneWeightForEachStack() throws IOException {
        assertThat(text(profile, ProfileFormat.SPEEDSCOPE))
                .contains("\"unit\":\"none\"")
                .contains("\"endValue\":200000")
                .contains("\"samples\":[[0,1],[2,3],[2,3],[4],[5],[6],[7]]")
                .contains("\"weights\":[60000,30000,10000,40000,30000,20000,10000]");
    }

    @Test
    void theTableHasMethodsGroupsAndSamples() {
        assertThat(profile.toString())
                .startsWith("200 mJ used by this JVM in 10.0 s\n")
                .containsPattern("60\\.0 mJ +± \\S+ mJ +30\\.0 % +60\\.0 mJ  app\\.A\\.run")
                .containsPattern("outside of the JDK\n +60\\.0 mJ +± \\S+ mJ +30\\.0 %  app\\.A\\.run\n")
                .containsPattern("40\\.0 mJ +20\\.0 %  pool-1-thread-\\*")
                .contains(
                        "100 samples by CPU time, of 120 expected by CPU time; 4 lost in the JVM, 1 without a stack, 9 late, 2 truncated, 3 without"
                                + " known energy");
    }

    @Test
    void theTableSaysWhatIsUnknownOrEstimated() {
        EnergyProfile doubtful =
                new Profiles().unknown(Duration.ofSeconds(2)).estimated().build();

        assertThat(doubtful.toString())
                .contains("ESTIMATED: computed by a model, not measured")
                .contains("the energy of 2.0 s is unknown and not included");
    }

    @Test
    void theTableSaysWhyThereMayBeNoSamples() {
        assertThat(new Profiles().withoutSamples().build().toString()).contains("SIGPROF");
        assertThat(profile.toString()).doesNotContain("SIGPROF");
    }

    @Test
    void aHostileNameCanNotMoveTheCursor() {
        EnergyProfile hostile = new Profiles().stack(1, "main", HOSTILE).build();

        assertThat(hostile.toString()).doesNotContain("\u001b");
    }

    @Test
    void noNameCanBecomeMarkup() throws IOException {
        EnergyProfile hostile = new Profiles().stack(1, HOSTILE, HOSTILE).build();

        String page = text(hostile, ProfileFormat.HTML);

        assertThat(page).doesNotContain("<script>alert").contains("\\u003c/script>");
        assertThat(page.split("</script>", -1)).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsReplacedAsAWhole(ProfileFormat format, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("profile" + format.ending());
        Files.writeString(file, "old");

        profile.write(file);

        assertThat(Files.readString(file)).isEqualTo(text(profile, format));
        assertThat(directory).isDirectoryContaining(file::equals);
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesThatNoCharacterSetHasAreReplaced(ProfileFormat format, @TempDir Path directory) throws IOException {
        Path file = directory.resolve("profile" + format.ending());

        new Profiles().stack(1, "main", HOSTILE).build().write(file);

        assertThat(file).isNotEmptyFile();
    }

    @Test
    void aDifferenceNamesTheLineThatIsNoStack(@TempDir Path directory) throws IOException {
        Path before = Files.write(directory.resolve("before.collapsed"), Arrays.asList("a;b 5", "nonsense"));

        assertThatThrownBy(() -> profile.writeDifference(before, directory.resolve("d.html")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(before + ": line 2 is no stack with its energy");
        assertThat(directory.resolve("d.html")).doesNotExist();
    }

    @Test
    void theDifferenceToAProfileIsThatToItsFile(@TempDir Path directory) throws IOException {
        EnergyProfile before = new Profiles().stack(5, "main", "app.Gone.run").build();
        before.write(directory.resolve("before.collapsed"));

        profile.writeDifference(before, directory.resolve("one.html"));
        profile.writeDifference(directory.resolve("before.collapsed"), directory.resolve("other.html"));

        assertThat(directory.resolve("one.html")).content().contains("app.Gone.run", "\"compares\":true");
        assertThat(Files.size(directory.resolve("one.html"))).isEqualTo(Files.size(directory.resolve("other.html")));
    }
}
