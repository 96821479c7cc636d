package io.scaph.prometheus.internal.view;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Subjects that had a line and were removed. If one comes back, its new line must not have the labels of the old one: that
 * counter would begin at 0 again. Holds a bounded number of them. Not safe for use by several threads.
 */
final class RemovedSubjects {
    private static final int MOST = 10_000;

    private final Set<Object> identities = new LinkedHashSet<>();
    private boolean forgotSome;

    void add(Object identity) {
        identities.remove(identity);
        identities.add(identity);
        if (identities.size() > MOST) {
            Iterator<Object> eldest = identities.iterator();
            eldest.next();
            eldest.remove();
            forgotSome = true;
        }
    }

    /** Whether a subject may have had a line. Once some were dropped, any subject may be one of them. */
    boolean mayContain(Object identity) {
        return forgotSome || identities.contains(identity);
    }
}
