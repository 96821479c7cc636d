package io.scaph.exporter.prometheus.internal.publishing;

import io.scaph.api.spi.HostRoots;
import io.scaph.exporter.prometheus.internal.schema.Schema;

/**
 * What to publish.
 *
 * @param schema the names
 * @param mostProcesses how many processes have a line of their own at the most
 * @param roots where {@code /proc} and {@code /sys} are
 */
public record Content(Schema schema, int mostProcesses, HostRoots roots) {}
