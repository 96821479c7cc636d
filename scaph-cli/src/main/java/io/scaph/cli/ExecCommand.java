package io.scaph.cli;

import io.scaph.api.Monitor;
import io.scaph.api.Providers;
import io.scaph.api.internal.discovery.Selection;
import io.scaph.api.internal.own.DescendantClock;
import io.scaph.api.internal.own.DescendantProvider;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.internal.text.FailureText;
import io.scaph.api.internal.text.KernelText;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSourceProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * {@code scaph exec}: runs a command, passes on its streams, its signals and its exit code, and reports on standard error,
 * or into a file, what it and its descendants used.
 */
final class ExecCommand {
    /** How to open the monitor that measures. */
    interface Opening {
        Monitor open(Monitor.Builder builder) throws UsageException;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(ExecCommand.class);

    private final List<String> command;
    private final boolean json;
    private final Optional<Path> file;
    private final Messages messages;

    ExecCommand(List<String> command, boolean json, Optional<Path> file, Messages messages) {
        this.command = command;
        this.json = json;
        this.file = file;
        this.messages = messages;
    }

    /** Runs it, and returns the exit code of the command. */
    int run(Providers providers, PluginSetup setup, Opening opening) throws UsageException, IOException {
        // Standard error is the command's alone where there is a file for the report: warnings are part of the report.
        boolean apart = file.isPresent() && !Logging.isEnabled(Level.INFO);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        if (apart) {
            Logging.writeTo(new Messages(log, false));
        }
        try {
            return run(providers, setup, opening, log);
        } catch (UsageException | IOException | RuntimeException e) {
            messages.warning().print(log.toString(StandardCharsets.UTF_8));
            throw e;
        } finally {
            Logging.writeTo(messages);
        }
    }

    private int run(Providers providers, PluginSetup setup, Opening opening, ByteArrayOutputStream log)
            throws UsageException, IOException {
        // Before anything is run: a report that can't be written is not worth a long command.
        // Next, so that signals are received from early on.
        try (Writer report = file.isPresent() ? open(file.get()) : null;
                CommandStart start = CommandStart.open();
                DescendantClock clock = descendants(providers.workloadSources(), setup)) {
            CommandClock cpu = new CommandClock(clock);
            try (Monitor monitor = opening.open(Monitor.builder()
                    .workloads(new CommandWorkloads(Selection.workloads(providers.workloadSources(), setup), cpu)))) {
                CommandRun run = new CommandRun(monitor, cpu, start);
                int code = run.run(command);
                List<String> lines =
                        log.toString(StandardCharsets.UTF_8).lines().toList();
                ExecReport result = new ExecReport(command.get(0), code, run.result(), lines);
                String text = json ? result.json() : result.text();
                if (report == null) {
                    messages.info().print(text);
                    messages.info().flush();
                } else {
                    report.write(text);
                }
                return code;
            } catch (CommandRun.NotStartedException e) {
                messages.warning().print(log.toString(StandardCharsets.UTF_8));
                messages.error().println("scaph: " + KernelText.readable(String.valueOf(e.getMessage())));
                return e.exitCode();
            }
        }
    }

    private static Writer open(Path file) throws UsageException {
        try {
            return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException(
                    "the report can't be written: " + FailureText.withFile(file, e), "give another file by -o");
        }
    }

    /** By the best source that works here and can tell. */
    static DescendantClock descendants(List<WorkloadSourceProvider> sources, PluginSetup setup) throws UsageException {
        List<String> reasons = new ArrayList<>();
        for (WorkloadSourceProvider provider : Ranking.workloadSources(sources)) {
            String name = "workload source " + Ranking.name(provider);
            PluginGuard guard = new PluginGuard(LOGGER, name);
            try {
                Availability availability = guard.require(() -> provider.probe(setup));
                if (!availability.isAvailable()) {
                    reasons.add(name + ": " + availability.reason());
                    continue;
                }
                Optional<DescendantClock> clock = provider instanceof DescendantProvider counting
                        ? guard.require(() -> counting.descendants(setup))
                        : Optional.empty();
                if (clock.isPresent()) {
                    return clock.get();
                }
                reasons.add(name + ": it does not count the CPU time of commands");
            } catch (PluginException e) {
                LOGGER.warn("{}", e.getMessage());
                reasons.add(e.getMessage());
            }
        }
        throw new UsageException(
                "the CPU time of commands can't be read in " + setup.roots().procfs() + ": "
                        + (reasons.isEmpty() ? "there is no workload source" : String.join("; ", reasons)),
                "leave out --path-procfs, or name a /proc that shows this process");
    }
}
