/** Where metrics go, one by one: the text formats, and the model of the official client. */
@NullMarked
package io.scaph.prometheus.internal.exposition;

import org.jspecify.annotations.NullMarked;
