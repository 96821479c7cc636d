/** The processes of this machine, with their CPU time and that of the children which ended. */
@NullMarked
package io.scaph.linux.process;

import org.jspecify.annotations.NullMarked;
