/** Measures pieces of a program between two light readings. */
@NullMarked
package io.scaph.api.internal.scope;

import org.jspecify.annotations.NullMarked;
