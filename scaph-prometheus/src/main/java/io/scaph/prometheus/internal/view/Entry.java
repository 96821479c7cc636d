package io.scaph.prometheus.internal.view;

import io.scaph.prometheus.internal.exposition.LabelSet;

/** What a roster knows of one process or group. Its totals go on where a line of the ledger began again at 0. */
final class Entry<S> {
    final Object identity;
    S subject;
    boolean ended;
    long endedNanos;
    /** The snapshot that showed it last. */
    long sequence;
    /** What it used of late; older energy counts less. */
    double recent;

    LabelSet labels = LabelSet.NONE;
    String since = "";
    boolean listed;
    boolean wasListed;
    long countsFromNanos;

    private long readMicrojoules;
    private long readDeviceMicrojoules;
    private long readCpuNanos;
    private long microjoules;
    private long deviceMicrojoules;
    private long cpuNanos;
    /** Of its totals, what is not in its line. */
    private long withoutLine;

    private long deviceWithoutLine;
    /** Its totals at the end of the last interval, and at its beginning. */
    private long before;

    private long from;
    private long cpuBefore;
    private long cpuFrom;

    Entry(Object identity, S subject) {
        this.identity = identity;
        this.subject = subject;
    }

    /** Takes a reading, and returns the energy since the one before. */
    long take(Reading<S> reading, boolean beganAgain) {
        boolean fromZero = beganAgain || reading.energyMicrojoules() < readMicrojoules;
        long more = reading.energyMicrojoules() - (fromZero ? 0 : readMicrojoules);
        microjoules += more;
        deviceMicrojoules += reading.deviceMicrojoules() - (fromZero ? 0 : readDeviceMicrojoules);
        cpuNanos += reading.cpuNanos() - (fromZero ? 0 : readCpuNanos);
        readMicrojoules = reading.energyMicrojoules();
        readDeviceMicrojoules = reading.deviceMicrojoules();
        readCpuNanos = reading.cpuNanos();
        return more;
    }

    /** What it used so far belongs to no interval that is shown. */
    void beginIntervals() {
        before = microjoules;
        cpuBefore = cpuNanos;
    }

    void endInterval() {
        from = before;
        before = microjoules;
        cpuFrom = cpuBefore;
        cpuBefore = cpuNanos;
    }

    /** Its line counts from here on. */
    void beginLine() {
        withoutLine = microjoules;
        deviceWithoutLine = deviceMicrojoules;
    }

    boolean counts(long nowNanos) {
        return listed && nowNanos - countsFromNanos >= 0;
    }

    long microjoules() {
        return microjoules;
    }

    long deviceMicrojoules() {
        return deviceMicrojoules;
    }

    long lineMicrojoules() {
        return microjoules - withoutLine;
    }

    long lastMicrojoules() {
        return microjoules - from;
    }

    long lastCpuNanos() {
        return cpuNanos - cpuFrom;
    }

    Line<S> line() {
        return new Line<>(
                labels,
                subject,
                lineMicrojoules(),
                deviceMicrojoules - deviceWithoutLine,
                microjoules,
                lastMicrojoules(),
                cpuNanos,
                lastCpuNanos(),
                ended);
    }
}
