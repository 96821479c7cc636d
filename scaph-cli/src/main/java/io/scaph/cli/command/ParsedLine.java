package io.scaph.cli.command;

import io.scaph.api.spi.Options;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of the command line, as read.
 *
 * @param command what to run; empty if no command was given
 * @param options the options of the command
 * @param arguments the words after the options: another command and its arguments
 * @param globals the global options
 */
public record ParsedLine(Optional<Command> command, Options options, List<String> arguments, GlobalOptions globals) {}
