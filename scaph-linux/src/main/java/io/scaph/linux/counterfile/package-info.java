/** Files that hold a counter, read again and again. */
@NullMarked
package io.scaph.linux.counterfile;

import org.jspecify.annotations.NullMarked;
