package io.scaph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.ExporterSetup;
import io.scaph.api.spi.Option;
import java.util.List;
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
        public Exporter create(ExporterSetup setup) {
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
        public Exporter create(ExporterSetup setup) {
            throw new UnsupportedOperationException();
        }
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
