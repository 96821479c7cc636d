package io.scaph.cli.exporter;

import io.scaph.api.internal.plugin.PluginException;
import io.scaph.api.internal.plugin.PluginGuard;
import io.scaph.api.internal.plugin.Ranking;
import io.scaph.api.snapshot.SnapshotReader;
import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.workload.WorkloadDetail;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exporter that is called through the guard. */
final class GuardedExporter implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(GuardedExporter.class);

    private final Exporter exporter;
    private final PluginGuard guard;

    /**
     * Makes an exporter.
     *
     * @throws PluginException if the provider throws anything
     */
    GuardedExporter(ExporterProvider provider, PluginSetup setup) throws PluginException {
        guard = new PluginGuard(LOGGER, "exporter " + Ranking.name(provider));
        exporter = guard.require(() -> provider.create(setup));
    }

    Set<WorkloadDetail> details() throws PluginException {
        return guard.require(exporter::details);
    }

    boolean drawsOnTerminal() throws PluginException {
        return guard.require(exporter::drawsOnTerminal);
    }

    /** Runs it until it ends or is interrupted. */
    void run(SnapshotReader snapshots) throws PluginException {
        guard.runInterruptibly(() -> exporter.run(snapshots));
    }

    @Override
    public void close() throws PluginException {
        guard.runInterruptibly(exporter::close);
    }
}
