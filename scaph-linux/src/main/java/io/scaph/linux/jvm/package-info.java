/** The threads of this JVM: which are the JVM's own, and their CPU time. */
@NullMarked
package io.scaph.linux.jvm;

import org.jspecify.annotations.NullMarked;
