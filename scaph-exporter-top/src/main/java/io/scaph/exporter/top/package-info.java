/** The exporter {@code top}: a live full screen of what uses the power. */
@NullMarked
package io.scaph.exporter.top;

import org.jspecify.annotations.NullMarked;
