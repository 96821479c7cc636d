/** Makes metrics of the last tick when they are requested. */
@NullMarked
package io.scaph.prometheus.internal.publishing;

import org.jspecify.annotations.NullMarked;
