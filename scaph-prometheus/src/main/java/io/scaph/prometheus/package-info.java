/** A collector that puts energy into the registry of an application. */
@NullMarked
package io.scaph.prometheus;

import org.jspecify.annotations.NullMarked;
