/** What is known after a tick, and which processes and groups have a line of their own. */
@NullMarked
package io.scaph.prometheus.internal.view;

import org.jspecify.annotations.NullMarked;
