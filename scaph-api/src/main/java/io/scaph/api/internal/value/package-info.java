/** The immutable values behind the interfaces that users read, one implementation each; numbers are longs in µJ and ns. */
@NullMarked
package io.scaph.api.internal.value;

import org.jspecify.annotations.NullMarked;
