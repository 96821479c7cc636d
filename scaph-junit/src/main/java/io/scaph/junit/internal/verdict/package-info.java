/** Judges a measurement against a budget or a baseline. */
@NullMarked
package io.scaph.junit.internal.verdict;

import org.jspecify.annotations.NullMarked;
