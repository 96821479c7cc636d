/** The command calibrate: measures the power of a machine at several loads and writes it as a profile. */
@NullMarked
package io.scaph.cli.calibrate;

import org.jspecify.annotations.NullMarked;
