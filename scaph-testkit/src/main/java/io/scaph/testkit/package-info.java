/** Simulated machines with known true energy. */
@NullMarked
package io.scaph.testkit;

import org.jspecify.annotations.NullMarked;
