/** The threads of scaph. */
@NullMarked
package io.scaph.api.internal.thread;

import org.jspecify.annotations.NullMarked;
