/** Files that hold a counter, read again and again; and what both sides of a tree that a host publishes for a guest must know. */
@NullMarked
package io.scaph.linux.counterfile;

import org.jspecify.annotations.NullMarked;
