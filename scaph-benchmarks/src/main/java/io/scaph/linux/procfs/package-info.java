/** A door into the package of the same name. */
@NullMarked
package io.scaph.linux.procfs;

import org.jspecify.annotations.NullMarked;
