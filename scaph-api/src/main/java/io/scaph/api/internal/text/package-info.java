/** Text and paths from the bytes that the kernel keeps, whatever the locale of the JVM. */
@NullMarked
package io.scaph.api.internal.text;

import org.jspecify.annotations.NullMarked;
