/** The values behind the interfaces that users read. One implementation each; numbers are plain longs in µJ and ns. */
@NullMarked
package io.scaph.api.internal.value;

import org.jspecify.annotations.NullMarked;
