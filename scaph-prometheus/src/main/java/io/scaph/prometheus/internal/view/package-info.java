/** What is known after a tick, and who has a line of their own in it. */
@NullMarked
package io.scaph.prometheus.internal.view;

import org.jspecify.annotations.NullMarked;
