/** Whether what was measured keeps to what was allowed. */
@NullMarked
package io.scaph.junit.internal.verdict;

import org.jspecify.annotations.NullMarked;
