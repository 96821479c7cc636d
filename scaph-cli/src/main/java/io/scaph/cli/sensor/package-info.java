/** The command sensors. */
@NullMarked
package io.scaph.cli.sensor;

import org.jspecify.annotations.NullMarked;
