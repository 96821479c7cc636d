/** Functions of the C library without JNA, where the JDK can call them. */
@NullMarked
package io.scaph.linux.foreign;

import org.jspecify.annotations.NullMarked;
