/** Compares measured energy with a limit and with a recorded baseline, and the statistics for that. */
@NullMarked
package io.scaph.junit.internal.verdict;

import org.jspecify.annotations.NullMarked;
