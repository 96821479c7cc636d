/** Tells programs what was measured. */
@NullMarked
package io.scaph.junit.internal.report;

import org.jspecify.annotations.NullMarked;
