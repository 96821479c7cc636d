/** Contains scopes, which measure the energy of a part of a program. */
@NullMarked
package io.scaph.api.scope;

import org.jspecify.annotations.NullMarked;
