package io.scaph.api.internal.ledger;

/** Something that energy is credited to. */
interface Recipient {
    void credit(long microjoules);
}
