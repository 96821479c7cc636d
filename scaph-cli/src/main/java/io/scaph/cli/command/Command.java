package io.scaph.cli.command;

import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.spi.Option;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A command of the command line, such as {@code scaph sensors}. Each exporter is one as well. */
public abstract class Command {
    private final String name;
    private final String description;
    private final List<Option<?>> options;

    /**
     * Describes a command.
     *
     * @param name the word that the user types
     * @param description one line for the help
     * @param options the options that it takes in addition to the global ones
     */
    protected Command(String name, String description, List<Option<?>> options) {
        this.name = name;
        this.description = description;
        this.options = List.copyOf(options);
    }

    /** The word that the user types. */
    public final String name() {
        return name;
    }

    /** One line for the help. */
    public final String description() {
        return description;
    }

    /** The options that it takes in addition to the global ones. */
    public final List<Option<?>> options() {
        return options;
    }

    /** The label of the one word that it takes besides options, such as {@code PID}; empty if it takes none. */
    public Optional<String> argument() {
        return Optional.empty();
    }

    /**
     * Whether the first word that is not an option, and all words after it, are another command to run. That command gets the
     * signals that are sent to this process.
     */
    public boolean runsAnother() {
        return false;
    }

    /**
     * Runs the command.
     *
     * @return the exit code of the process
     * @throws CommandException if it can't be done; it holds the exit code
     * @throws PluginException if a plugin failed
     * @throws IOException if something can't be read or written
     */
    public abstract int run(Invocation invocation) throws CommandException, PluginException, IOException;
}
