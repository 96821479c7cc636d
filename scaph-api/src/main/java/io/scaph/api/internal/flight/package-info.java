/** Events for the JDK's flight recorder, where there is one. */
@NullMarked
package io.scaph.api.internal.flight;

import org.jspecify.annotations.NullMarked;
