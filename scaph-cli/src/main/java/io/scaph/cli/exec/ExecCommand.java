package io.scaph.cli.exec;

import io.scaph.api.Monitor;
import io.scaph.api.internal.discovery.WorkloadSelection;
import io.scaph.api.internal.own.DescendantClock;
import io.scaph.api.internal.own.DescendantProvider;
import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.internal.text.FailureText;
import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.WorkloadSourceProvider;
import io.scaph.cli.command.Command;
import io.scaph.cli.command.CommandException;
import io.scaph.cli.command.Invocation;
import io.scaph.cli.log.Logging;
import io.scaph.cli.log.Messages;
import io.scaph.linux.command.CommandLauncher;
import io.scaph.linux.command.InheritedState;
import io.scaph.linux.command.SignalRelay;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * {@code scaph exec}: runs a command, passes on its streams, signals and exit code, and reports on standard error, or in a
 * file, the energy of the command and its descendants.
 */
public final class ExecCommand extends Command {
    private static final Option<Boolean> JSON = Option.flag("json", "report as JSON, for programs");
    private static final Option<Path> OUTPUT = Option.path(
                    "output", "FILE", "write the report to FILE, not to standard error")
            .withLetter('o');
    private static final Option<Path> PROFILE =
            Option.path("profile", "FILE", "write what each method of a Java program used, e.g. to energy.html");

    private static final Logger LOGGER = LoggerFactory.getLogger(ExecCommand.class);

    /** The command. */
    public ExecCommand() {
        super(
                "exec",
                "runs a command and reports the energy that it and its children use, like time(1)",
                List.of(JSON, OUTPUT, PROFILE));
    }

    @Override
    public boolean runsAnother() {
        return true;
    }

    @Override
    public int run(Invocation invocation) throws CommandException, IOException {
        if (invocation.arguments().isEmpty()) {
            throw CommandException.usage("which command is to be run?", "as in: scaph exec -- make test");
        }
        // If the report goes to a file, only the command writes to standard error: warnings become part of the report.
        boolean apart = invocation.options().find(OUTPUT).isPresent() && !Logging.isEnabled(Level.INFO);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        if (apart) {
            Logging.writeTo(new Messages(log, false));
        }
        try {
            return run(invocation, log);
        } catch (CommandException | IOException | RuntimeException e) {
            invocation.messages().warning().print(log.toString(StandardCharsets.UTF_8));
            throw e;
        } finally {
            Logging.writeTo(invocation.messages());
        }
    }

    private static int run(Invocation invocation, ByteArrayOutputStream log) throws CommandException, IOException {
        Optional<Path> file = invocation.options().find(OUTPUT);
        Optional<Path> profile = invocation.options().find(PROFILE);
        Optional<JvmProfiles> profiles =
                profile.isPresent() ? Optional.of(JvmProfiles.of(profile.get())) : Optional.empty();
        List<WorkloadSourceProvider> sources = invocation.providers().workloadSources();
        PluginSetup setup = invocation.globals().setup();
        // First the report: if it can't be written, a long command is useless. Then the signals, to receive them early.
        try (Writer report = file.isPresent() ? open(file.get()) : null;
                CommandStart start = CommandStart.open(profiles.map(JvmProfiles::jvmOptions));
                DescendantClock clock = descendants(sources, setup)) {
            CommandWorkloads workloads = new CommandWorkloads(WorkloadSelection.open(sources, setup), clock);
            try (Monitor monitor = invocation.open(Monitor.builder().workloads(workloads))) {
                List<String> command = invocation.arguments();
                CommandResult result = new CommandRun(monitor, workloads, start).run(command);
                List<String> lines = new ArrayList<>(
                        log.toString(StandardCharsets.UTF_8).lines().toList());
                if (profiles.isPresent()) {
                    lines.add(profiles.get().report());
                }
                ExecReport whole = new ExecReport(command.get(0), result, lines);
                String text = invocation.options().get(JSON) ? whole.json() : whole.text();
                if (report == null) {
                    invocation.messages().info().print(text);
                    invocation.messages().info().flush();
                } else {
                    report.write(text);
                }
                return result.exitCode();
            }
        }
    }

    /**
     * Lets signals that the launcher blocked end this process in an orderly way, although no command runs.
     *
     * @param exit ends the process with an exit code
     */
    public static void receiveBlockedSignals(IntConsumer exit) throws IOException {
        if (!InheritedState.isSignalsBlocked()) {
            return;
        }
        InheritedState inherited = InheritedState.read();
        try {
            CommandLauncher.open(inherited);
            SignalRelay.start(inherited).endBy(exit);
        } catch (IOException e) {
            PendingSignals.watch(signal -> exit.accept(PendingSignals.KILLED + signal));
        }
    }

    private static Writer open(Path file) throws CommandException {
        try {
            return Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandException.usage(
                    "the report can't be written: " + FailureText.withFile(file, e), "give another file by -o");
        }
    }

    /** Opens the clock of the best source that works here and has one. */
    static DescendantClock descendants(List<WorkloadSourceProvider> sources, PluginSetup setup)
            throws CommandException {
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
        throw CommandException.usage(
                "the CPU time of commands can't be read in " + setup.roots().procfs() + ": "
                        + (reasons.isEmpty() ? "there is no workload source" : String.join("; ", reasons)),
                "leave out --path-procfs, or name a /proc that shows this process");
    }
}
