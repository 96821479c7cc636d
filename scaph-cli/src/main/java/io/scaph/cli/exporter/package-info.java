/** Exporters as commands, and reports to systemd while one runs. */
@NullMarked
package io.scaph.cli.exporter;

import org.jspecify.annotations.NullMarked;
