/** Chooses among the providers, and looks for better sensors later. */
@NullMarked
package io.scaph.api.internal.discovery;

import org.jspecify.annotations.NullMarked;
