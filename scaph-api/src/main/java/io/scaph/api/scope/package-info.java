/** What a piece of a program used. */
@NullMarked
package io.scaph.api.scope;

import org.jspecify.annotations.NullMarked;
