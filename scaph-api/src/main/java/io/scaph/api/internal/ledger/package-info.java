/** Where each interval's host energy went. */
@NullMarked
package io.scaph.api.internal.ledger;

import org.jspecify.annotations.NullMarked;
