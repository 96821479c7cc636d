package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.command.CommandTree;
import io.scaph.cli.command.GlobalOptions;
import io.scaph.cli.command.ParsedLine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTreeTest {
    /** Has the name of a command of scaph. */
    private static final class Clashing implements ExporterProvider {
        @Override
        public String name() {
            return "exec";
        }

        @Override
        public String description() {
            return "clashes";
        }

        @Override
        public Exporter create(PluginSetup setup) {
            throw new UnsupportedOperationException();
        }
    }

    /** Has an option that every command has. */
    private static final class Helping implements ExporterProvider {
        @Override
        public String name() {
            return "helping";
        }

        @Override
        public String description() {
            return "has its own help";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(Option.flag("help", "explains it differently"));
        }

        @Override
        public Exporter create(PluginSetup setup) {
            throw new UnsupportedOperationException();
        }
    }

    /** Uses the name and the letter of global options for its own. */
    private static final class Overlapping implements ExporterProvider {
        private static final Option<String> POLICY =
                Option.text("policy", "TEXT", "its own policy").withLetter('v');
        private static final Option<Long> STEP =
                Option.integer("step", "SECONDS", "its step").withLetter('s');

        @Override
        public String name() {
            return "overlapping";
        }

        @Override
        public String description() {
            return "overlaps";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(POLICY, STEP);
        }

        @Override
        public Exporter create(PluginSetup setup) {
            throw new UnsupportedOperationException();
        }
    }

    /** Uses the name of a global option for its own. */
    private static final class OverlappingSensor implements SensorProvider {
        static final Option<Long> METER = Option.integer("meter", "N", "which meter");

        @Override
        public String name() {
            return "meter";
        }

        @Override
        public String description() {
            return "a meter";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public List<Option<?>> options() {
            return List.of(Option.text("ceiling", "W", "its own ceiling"), METER);
        }

        @Override
        public Availability probe(PluginSetup setup) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Sensor open(PluginSetup setup) {
            throw new UnsupportedOperationException();
        }
    }

    private static CommandTree tree(ExporterProvider exporter) {
        return CommandLineRun.tree(List.of(new OverlappingSensor()), List.of(exporter), name -> true);
    }

    private static ParsedLine parse(String... arguments) throws CommandException {
        return tree(new Overlapping()).parse(arguments).orElseThrow();
    }

    private static GlobalOptions globals(String... arguments) throws CommandException {
        return parse(arguments).globals();
    }

    private static CommandTree.EarlyOptions early(String... arguments) {
        return tree(new Overlapping()).parseEarly(arguments);
    }

    @Test
    void globalOptionsCanBeGivenBeforeAndAfterTheCommand() throws Exception {
        for (GlobalOptions globals : List.of(
                globals("--path-sysfs=/s", "--meter", "3", "--no-header", "-vv", "sensors"),
                globals("sensors", "--path-sysfs=/s", "--meter", "3", "--no-header", "-vv"),
                globals("-v", "sensors", "--path-sysfs=/s", "--meter=3", "--no-header", "-v"))) {
            assertThat(globals.setup().roots().sysfs()).isEqualTo(Path.of("/s"));
            assertThat(globals.sensor()).isEqualTo("meter");
            assertThat(globals.setup().options().get(OverlappingSensor.METER)).isEqualTo(3);
            assertThat(globals.header()).isFalse();
            assertThat(globals.verbosity()).isEqualTo(2);
        }
    }

    @Test
    void ofTwoValuesTheOneAfterTheCommandCounts() throws Exception {
        assertThat(globals("-s", "one", "sensors", "-s", "two").sensor()).isEqualTo("two");
    }

    @Test
    void aNamedSensorWinsOverOneWhoseOptionIsGiven() throws Exception {
        assertThat(globals("--meter", "3", "sensors", "-s", "two").sensor()).isEqualTo("two");
        assertThat(globals("sensors").sensor()).isEqualTo("auto");
    }

    @Test
    void anOptionOfTheCommandWinsAfterItsNameOnly() throws Exception {
        ParsedLine line = parse(
                "-v",
                "-s",
                "one",
                "--policy",
                "active",
                "overlapping",
                "-s",
                "5",
                "--policy",
                "own",
                "--sensor-buffer-" + "per-domain-max-kb",
                "1");

        assertThat(line.globals().sensor()).isEqualTo("one");
        assertThat(line.globals().policy()).contains(AllocationPolicy.of("active"));
        assertThat(line.globals().verbosity()).isEqualTo(1);
        assertThat(line.options().get(Overlapping.STEP)).isEqualTo(5);
        assertThat(line.options().get(Overlapping.POLICY)).isEqualTo("own");
        assertThat(line.globals().withoutEffect()).containsExactly("--sensor-buffer-per-domain-max-kb");
        assertThat(globals("overlapping", "--sensor", "two").sensor()).isEqualTo("two");
        assertThat(globals("overlapping", "-v", "own").verbosity()).isZero();
    }

    @Test
    void allWordsFromTheCommandOfExecOnAreItsOwn() throws Exception {
        ParsedLine line =
                parse("exec", "-v", "--policy", "active", "make", "-v", "--policy", "none", "--plugins", "/p");

        assertThat(line.arguments()).containsExactly("make", "-v", "--policy", "none", "--plugins", "/p");
        assertThat(line.globals().verbosity()).isEqualTo(1);
        assertThat(line.globals().policy()).contains(AllocationPolicy.of("active"));
        assertThat(parse("exec", "-s", "one", "--", "-v", "-v").arguments()).containsExactly("-v", "-v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-s exec sensors -v", "--policy exec -v overlapping", "overlapping --policy exec --sensor one"})
    void theWordExecAsAValueEndsNoOptions(String line) throws Exception {
        ParsedLine parsed = parse(line.split(" ", -1));

        assertThat(parsed.arguments()).isEmpty();
        assertThat(parsed.command().orElseThrow().name()).isNotEqualTo("exec");
    }

    @Test
    void verbosityIsKnownBeforePluginsAreLoadedWhereverItIsGiven() {
        assertThat(early("--suffix", "exec", "-v").verbosity()).isEqualTo(1);
        assertThat(early("unknown", "--its", "exec", "x", "-v").verbosity()).isEqualTo(1);
        assertThat(early("-v", "overlapping", "--its", "exec", "-v", "--sensor", "exec")
                        .verbosity())
                .isEqualTo(1);
        assertThat(early("sensors", "--its", "exec", "-v").verbosity()).isEqualTo(1);
        assertThat(early("exec", "x", "-v").verbosity()).isZero();
    }

    @Test
    void thePluginDirectoryIsFoundWithoutKnowingThePlugins() {
        assertThat(early("--plugins", "/p", "unknown", "--its", "x").plugins()).contains(Path.of("/p"));
        assertThat(early("unknown", "--its", "x", "--plugins=/p").plugins()).contains(Path.of("/p"));
        assertThat(early("unknown", "--its", "exec", "x", "--plugins=/p").plugins())
                .contains(Path.of("/p"));
        assertThat(early("overlapping", "-s", "exec", "--plugins", "/p").plugins())
                .contains(Path.of("/p"));
        assertThat(early("exec", "--plugins", "/p", "--", "x", "--plugins", "/q")
                        .plugins())
                .contains(Path.of("/p"));
        assertThat(early("exec", "x", "--plugins", "/q").plugins()).isEmpty();
        assertThat(early("overlapping", "--plugins").plugins()).isEmpty();
    }

    @Test
    void anOptionOfASensorWhoseNameIsTakenIsLeftOutWithAMessage() {
        assertThat(tree(new Overlapping()).failures())
                .containsExactly("option --ceiling of sensor meter is left out: scaph has an option of this name");
    }

    @Test
    void helpSaysThatGlobalOptionsCanBeGivenAnywhere() {
        CommandTree tree = tree(new Overlapping());

        assertThat(tree.usage()).contains("can be given before and after the command");
        assertThat(tree.helpTexts().get("sensors"))
                .contains("options of scaph --help can be given here")
                .doesNotContain("--policy");
    }

    @Test
    void anExporterCalledLikeACommandCostsOnlyItself() {
        CommandTree tree = tree(new Clashing());

        assertThat(tree.failures()).last().asString().contains("exporter exec is left out");
        assertThat(tree.usage()).contains("exec ", "sensors ").doesNotContain("clashes");
    }

    @Test
    void anExporterWithAnOptionThatIsTakenCostsOnlyItself() {
        CommandTree tree = tree(new Helping());

        assertThat(tree.failures()).last().asString().contains("exporter helping is left out", "--help");
        assertThat(tree.usage()).contains("exec ").doesNotContain("has its own help");
    }

    @Test
    void afterTheEarlyOptionsUnknownWordsAreErrorsAndACommandKeepsItsArguments() throws CommandException {
        CommandTree tree = tree(new Overlapping());
        assertThat(tree.parseEarly("unknown", "exec", "x", "--plugins", "DIR").plugins())
                .isPresent();

        assertThatThrownBy(() -> tree.parse("unknown")).isInstanceOf(CommandException.class);
        assertThat(tree.parse("exec", "x", "--plugins", "DIR").orElseThrow().arguments())
                .containsExactly("x", "--plugins", "DIR");
    }

    @Test
    void aValueThatMakesNoSenseIsBadUsage() {
        assertThatThrownBy(() -> parse("overlapping", "-s", "two"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("'two' is not a whole number")
                .satisfies(e -> assertThat(((CommandException) e).exitCode()).isEqualTo(2))
                .satisfies(e -> assertThat(((CommandException) e).remedy()).contains("see: scaph overlapping --help"));
    }
}
