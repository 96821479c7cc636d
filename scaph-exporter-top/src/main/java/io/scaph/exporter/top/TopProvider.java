package io.scaph.exporter.top;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.WorkloadDetail;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The exporter {@code top}: a live full screen of what uses the power. */
public final class TopProvider implements ExporterProvider {
    private static final long LONGEST_STEP = 3_600;

    private static final Option<Long> STEP = Option.integer(
                    "step", "SECONDS", "time between two updates, from 1 to 3600")
            .withLetter('s')
            .withDefault(2L);

    private static final Option<Boolean> COMMAND_LINES =
            Option.flag("cmdline", "show command lines, which may contain secrets");

    /** Creates the terminal only when it is needed: other commands must not load its library. */
    private final Supplier<TerminalSource> terminals;

    /** For {@code ServiceLoader}. */
    public TopProvider() {
        this(() -> new SystemTerminal(System::getenv));
    }

    TopProvider(Supplier<TerminalSource> terminals) {
        this.terminals = terminals;
    }

    @Override
    public String name() {
        return "top";
    }

    @Override
    public String description() {
        return "shows live what uses the power, on the whole terminal";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(STEP, COMMAND_LINES);
    }

    @Override
    public Exporter create(PluginSetup setup) {
        long step = setup.options().get(STEP);
        if (step < 1 || step > LONGEST_STEP) {
            throw new IllegalArgumentException("--step: it must be from 1 to " + LONGEST_STEP + " s, not " + step);
        }
        TerminalSource terminal = terminals.get();
        terminal.require();
        Set<WorkloadDetail> details = EnumSet.of(WorkloadDetail.CONTAINER, WorkloadDetail.USER);
        if (setup.options().get(COMMAND_LINES)) {
            details.add(WorkloadDetail.COMMAND_LINE);
        }
        return new TopExporter(terminal, Duration.ofSeconds(step), details, setup.output());
    }
}
