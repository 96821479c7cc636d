/** Repeats a test under the profiler, to find the methods that use its energy. */
@NullMarked
package io.scaph.junit.internal.profile;

import org.jspecify.annotations.NullMarked;
