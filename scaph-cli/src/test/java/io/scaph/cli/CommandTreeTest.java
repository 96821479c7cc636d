package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandTreeTest {
    /** Has the name of a command of ours. */
    private static final class Clashing implements ExporterProvider {
        @Override
        public String name() {
            return CommandTree.EXEC;
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
            return List.of(Option.flag("help", "tells it differently"));
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

    private static CommandTree.Request request(String... arguments) throws UsageException {
        CommandTree tree = new CommandTree(List.of(new OverlappingSensor()), List.of(new Overlapping()), "1");
        return tree.request(tree.parse(arguments)).orElseThrow();
    }

    private static Optional<Path> pluginDirectory(String... arguments) {
        return tree(new Overlapping()).pluginDirectory(arguments);
    }

    @Test
    void globalOptionsCanBeGivenBeforeAndAfterTheCommand() throws Exception {
        for (CommandTree.Request request : List.of(
                request("--policy", "active", "--path-sysfs=/s", "--meter", "3", "--no-header", "-vv", "sensors"),
                request("sensors", "--policy", "active", "--path-sysfs=/s", "--meter", "3", "--no-header", "-vv"),
                request("--policy", "active", "-v", "sensors", "--path-sysfs=/s", "--meter=3", "--no-header", "-v"))) {
            assertThat(request.policy()).contains(AllocationPolicy.of("active"));
            assertThat(request.sysfs()).isEqualTo(Path.of("/s"));
            assertThat(request.sensor()).isEqualTo("meter");
            assertThat(request.sensorOptions().get(OverlappingSensor.METER)).isEqualTo(3);
            assertThat(request.header()).isFalse();
            assertThat(request.verbosity()).isEqualTo(2);
        }
    }

    @Test
    void ofTwoValuesTheOneAfterTheCommandCounts() throws Exception {
        assertThat(request("-s", "one", "sensors", "-s", "two").sensor()).isEqualTo("two");
    }

    @Test
    void anOptionOfTheCommandWinsAfterItsNameOnly() throws Exception {
        CommandTree.Request request = request(
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

        assertThat(request.sensor()).isEqualTo("one");
        assertThat(request.policy()).contains(AllocationPolicy.of("active"));
        assertThat(request.verbosity()).isEqualTo(1);
        assertThat(request.exporterOptions().get(Overlapping.STEP)).isEqualTo(5);
        assertThat(request.exporterOptions().get(Overlapping.POLICY)).isEqualTo("own");
        assertThat(request.withoutEffect()).containsExactly("--sensor-buffer-per-domain-max-kb");
        assertThat(request("overlapping", "--sensor", "two").sensor()).isEqualTo("two");
        assertThat(request("overlapping", "-v", "own").verbosity()).isZero();
    }

    @Test
    void allWordsFromTheCommandOfExecOnAreItsOwn() throws Exception {
        CommandTree.Request request =
                request("exec", "-v", "--policy", "active", "make", "-v", "--policy", "none", "--plugins", "/p");

        assertThat(request.arguments()).containsExactly("make", "-v", "--policy", "none", "--plugins", "/p");
        assertThat(request.verbosity()).isEqualTo(1);
        assertThat(request.policy()).contains(AllocationPolicy.of("active"));
        assertThat(request("exec", "-s", "one", "--", "-v", "-v").arguments()).containsExactly("-v", "-v");
    }

    @Test
    void thePluginDirectoryIsFoundWithoutKnowingThePlugins() {
        assertThat(pluginDirectory("--plugins", "/p", "unknown", "--its", "x")).contains(Path.of("/p"));
        assertThat(pluginDirectory("unknown", "--its", "x", "--plugins=/p")).contains(Path.of("/p"));
        assertThat(pluginDirectory("overlapping", "-s", "exec", "--plugins", "/p"))
                .contains(Path.of("/p"));
        assertThat(pluginDirectory("exec", "--plugins", "/p", "--", "x", "--plugins", "/q"))
                .contains(Path.of("/p"));
        assertThat(pluginDirectory("exec", "x", "--plugins", "/q")).isEmpty();
        assertThat(pluginDirectory("overlapping", "--plugins")).isEmpty();
    }

    @Test
    void anOptionOfASensorWhoseNameIsTakenIsLeftOutWithAMessage() {
        CommandTree tree = new CommandTree(List.of(new OverlappingSensor()), List.of(), "1");

        assertThat(tree.failures())
                .containsExactly("option --ceiling of sensor meter is left out: scaph has an option of this name");
    }

    @Test
    void helpSaysThatGlobalOptionsCanBeGivenAnywhere() {
        CommandTree tree = tree(new Overlapping());

        assertThat(tree.usage()).contains("can be given before and after the exporter");
        assertThat(tree.usage("sensors"))
                .contains("Global options can be given here too")
                .doesNotContain("--policy");
    }

    private static CommandTree tree(ExporterProvider exporter) {
        return new CommandTree(List.of(), List.of(exporter), "1");
    }

    @Test
    void anExporterCalledLikeACommandCostsOnlyItself() {
        CommandTree tree = tree(new Clashing());

        assertThat(tree.failures()).singleElement().asString().contains("exporter exec is left out");
        assertThat(tree.usage()).contains("exec ", "sensors ").doesNotContain("clashes");
    }

    @Test
    void anExporterWithAnOptionThatIsTakenCostsOnlyItself() {
        CommandTree tree = tree(new Helping());

        assertThat(tree.failures()).singleElement().asString().contains("exporter helping is left out", "--help");
        assertThat(tree.usage()).contains("exec ").doesNotContain("has its own help");
    }
}
