/** What both sides of a tree that a host publishes for a virtual machine must know. */
@NullMarked
package io.scaph.linux.guesttree;

import org.jspecify.annotations.NullMarked;
