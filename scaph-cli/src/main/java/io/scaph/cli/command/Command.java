package io.scaph.cli.command;

import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.spi.Option;
import java.io.IOException;
import java.util.List;

/** A command of the command line, such as {@code scaph sensors}. Each exporter is one as well. */
public interface Command {
    /** The word that the user types. */
    String name();

    /** One line for the help. */
    String description();

    /** The options that it takes in addition to the global ones. */
    default List<Option<?>> options() {
        return List.of();
    }

    /**
     * Whether the first word that is not an option, and all words after it, are another command to run. That command gets the
     * signals that are sent to this process.
     */
    default boolean runsAnother() {
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
    int run(Invocation invocation) throws CommandException, PluginException, IOException;
}
