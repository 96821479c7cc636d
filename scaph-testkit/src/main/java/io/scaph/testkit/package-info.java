/** Simulated machines whose true energy is known. */
@NullMarked
package io.scaph.testkit;

import org.jspecify.annotations.NullMarked;
