/** What is known at one moment, immutable; and what lies between two such moments. */
@NullMarked
package io.scaph.api.snapshot;

import org.jspecify.annotations.NullMarked;
