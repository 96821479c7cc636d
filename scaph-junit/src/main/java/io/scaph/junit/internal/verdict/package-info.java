/** Compares measured energy with a limit and with a recorded baseline. */
@NullMarked
package io.scaph.junit.internal.verdict;

import org.jspecify.annotations.NullMarked;
