/** What scaph can find out about the process it runs in, and about what that process starts. */
@NullMarked
package io.scaph.api.internal.own;

import org.jspecify.annotations.NullMarked;
