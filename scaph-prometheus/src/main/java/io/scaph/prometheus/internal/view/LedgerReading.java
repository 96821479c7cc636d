package io.scaph.prometheus.internal.view;

/**
 * A line of the ledger at one moment, of a process or a group.
 *
 * @param identity what identifies the subject from one snapshot to the next
 * @param subject the process or group
 * @param used what it used; begins at 0 again if its line was gone for a while
 * @param ended whether it has ended
 * @param <S> the kind of subject
 */
record LedgerReading<S>(Object identity, S subject, Amount used, boolean ended) {}
