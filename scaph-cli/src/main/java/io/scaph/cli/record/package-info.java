/** The command record: writes what a machine's counters show. */
@NullMarked
package io.scaph.cli.record;

import org.jspecify.annotations.NullMarked;
