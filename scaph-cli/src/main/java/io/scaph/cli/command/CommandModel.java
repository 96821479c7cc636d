package io.scaph.cli.command;

import io.scaph.api.spi.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Commands and options as picocli describes them. */
final class CommandModel {
    static final String VERBOSE = "-v";

    private CommandModel() {}

    /** A command with {@code --help} and {@code --version}. Those of picocli are found by reflection, which takes long. */
    static CommandSpec command(String name, String version) {
        return CommandSpec.create()
                .name(name)
                .version(version)
                .addOption(OptionSpec.builder("-h", "--help")
                        .arity("0")
                        .usageHelp(true)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .arity("0")
                        .versionHelp(true)
                        .description("Print version information and exit.")
                        .build());
    }

    /** Adds {@code -v}, which can be repeated. */
    static void addVerbose(CommandSpec spec, boolean hidden) {
        spec.addOption(OptionSpec.builder(VERBOSE)
                .type(boolean[].class)
                .arity("0")
                .hidden(hidden)
                .description("log more: -v choices and their reasons, -vv details, -vvv everything")
                .build());
    }

    static String longName(Option<?> option) {
        return "--" + option.name();
    }

    /** Adds an option; hidden if the help does not show it. */
    static void add(CommandSpec spec, Option<?> option, Optional<Character> letter, boolean hidden) {
        List<String> names = new ArrayList<>();
        letter.ifPresent(each -> names.add("-" + each));
        names.add(longName(option));
        boolean flag = option.type() == Boolean.class;
        OptionSpec.Builder builder = OptionSpec.builder(names.toArray(new String[0]))
                .userObject(option)
                .type(flag ? Boolean.class : String.class)
                .arity(flag ? "0" : "1")
                .hidden(hidden)
                .description(option.help().replace("%", "%%") + origin(option));
        if (!flag) {
            builder.paramLabel(option.placeholder());
        }
        spec.addOption(builder.build());
    }

    private static String origin(Option<?> option) {
        String variable = option.environment().map(name -> " [$" + name + "]").orElse("");
        Optional<?> value = option.fallback().filter(each -> !(each instanceof Boolean));
        return variable + value.map(each -> " (default " + each + ")").orElse("");
    }
}
