/** Writes JSON for people and programs. */
@NullMarked
package io.scaph.junit.internal.json;

import org.jspecify.annotations.NullMarked;
