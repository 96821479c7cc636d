/**
 * Contains the interfaces that a plugin implements: sensors, exporters and workload sources, each with a provider that {@code
 * ServiceLoader} finds. If a provider or a plugin throws, the log names it and it is left out. Nothing else is affected.
 */
@NullMarked
package io.scaph.api.spi;

import org.jspecify.annotations.NullMarked;
