/**
 * A small HTTP server that nobody can hold up. The JDK's own lets half-sent requests occupy its threads, bounds them only by
 * properties of the whole JVM, and answers up to 44 ms late on connections that are kept open unless another such property
 * is set before it is loaded: a library that is embedded can rely on none of them.
 */
@NullMarked
package io.scaph.exporter.prometheus.internal.http;

import org.jspecify.annotations.NullMarked;
