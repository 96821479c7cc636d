package io.scaph.api.spi;

import java.io.OutputStream;

/**
 * What an exporter is made with.
 *
 * @param options the values of the options that the provider takes
 * @param output where an exporter that prints puts its data: standard output on a command line. Not to be closed
 * @param roots where the host's {@code /proc} and {@code /sys} are
 */
public record ExporterSetup(Options options, OutputStream output, HostRoots roots) {
    /**
     * With the usual roots.
     *
     * @param options {@link #options()}
     * @param output {@link #output()}
     */
    public ExporterSetup(Options options, OutputStream output) {
        this(options, output, HostRoots.STANDARD);
    }
}
