/** What a test used when its figures were recorded. */
@NullMarked
package io.scaph.junit.internal.baseline;

import org.jspecify.annotations.NullMarked;
