/** The ledger: where the host's energy went, in lines that add up to it exactly. */
@NullMarked
package io.scaph.api.internal.ledger;

import org.jspecify.annotations.NullMarked;
