/** Events for the JDK's flight recorder, if the module {@code jdk.jfr} is present. */
@NullMarked
package io.scaph.api.internal.flight;

import org.jspecify.annotations.NullMarked;
