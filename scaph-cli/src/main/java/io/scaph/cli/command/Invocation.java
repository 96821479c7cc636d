package io.scaph.cli.command;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.Providers;
import io.scaph.api.spi.Options;
import io.scaph.cli.log.Messages;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The inputs of a command.
 *
 * @param options its own options
 * @param arguments the words after the options
 * @param globals the global options
 * @param providers the sensors, exporters and workload sources
 * @param output standard output
 * @param messages standard error
 * @param stop ends what the command runs
 * @param version the version of scaph
 */
public record Invocation(
        Options options,
        List<String> arguments,
        GlobalOptions globals,
        Providers providers,
        OutputStream output,
        Messages messages,
        Stop stop,
        String version) {
    /**
     * Opens the monitor that the global options describe.
     *
     * @throws CommandException if they make no sense, or if the sensor can't work here
     */
    public Monitor open(MonitorBuilder builder) throws CommandException {
        return globals.open(providers, builder);
    }

    /**
     * Writes to standard output.
     *
     * @return the exit code for a command that is done
     */
    public int print(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
        output.flush();
        return 0;
    }
}
