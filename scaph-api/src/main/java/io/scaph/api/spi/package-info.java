/**
 * What a plugin implements: sensors, exporters and workload sources, each behind a provider that {@code ServiceLoader}
 * finds. A provider or a plugin that throws costs only itself: it is named in the log and left out.
 */
@NullMarked
package io.scaph.api.spi;

import org.jspecify.annotations.NullMarked;
