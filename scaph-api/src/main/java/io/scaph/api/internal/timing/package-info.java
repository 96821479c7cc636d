/** What a sensor can say of the time of its counters; for our own sensors only. */
@NullMarked
package io.scaph.api.internal.timing;

import org.jspecify.annotations.NullMarked;
