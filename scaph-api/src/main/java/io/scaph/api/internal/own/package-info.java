/** CPU time of the process that scaph runs in, of its threads, and of its descendants. */
@NullMarked
package io.scaph.api.internal.own;

import org.jspecify.annotations.NullMarked;
