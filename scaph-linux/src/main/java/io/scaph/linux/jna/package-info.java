/** Native code through JNA, which is optional. */
@NullMarked
package io.scaph.linux.jna;

import org.jspecify.annotations.NullMarked;
