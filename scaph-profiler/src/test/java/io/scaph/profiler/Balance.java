package io.scaph.profiler;

import io.scaph.api.Monitor;
import io.scaph.api.energy.Energy;
import io.scaph.api.snapshot.Snapshot;
import io.scaph.api.snapshot.SnapshotReader;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Checks that a profile adds up to what the ledger gave to this JVM. */
final class Balance {
    private final Map<Instant, Snapshot> ticks = new ConcurrentHashMap<>();
    private final Monitor monitor;

    /**
     * Names the monitor.
     *
     * @param monitor the monitor
     */
    Balance(Monitor monitor) {
        this.monitor = monitor;
    }

    /** Sees the last tick: right after a profiler has started and after a profile was requested, it is that of the profile. */
    void seeTick() {
        try (SnapshotReader reader = monitor.reader()) {
            see(reader.latest());
        }
    }

    /** Sees all ticks from now on, except those that come too fast for a busy machine. */
    void seeAllTicks() {
        SnapshotReader reader = monitor.reader();
        Thread thread = new Thread(() -> follow(reader), "balance");
        thread.setDaemon(true);
        thread.start();
    }

    private void see(Snapshot tick) {
        ticks.put(tick.time(), tick);
    }

    private void follow(SnapshotReader reader) {
        try (reader) {
            long last = -1;
            for (Snapshot tick = reader.awaitNext(); tick.sequence() != last; tick = reader.awaitNext()) {
                see(tick);
                last = tick.sequence();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Checks a profile.
     *
     * @param profile a profile of the same monitor
     */
    void check(EnergyProfile profile) {
        Energy line = line(profile.to()).minus(line(profile.from()));
        equal("the ledger", line, profile.energy());
        equal(
                "the JVM's parts",
                profile.application()
                        .plus(profile.gc().orElse(Energy.ZERO))
                        .plus(profile.jit().orElse(Energy.ZERO))
                        .plus(profile.runtime().orElse(Energy.ZERO)),
                profile.energy());
        equal("stacks", sum(profile.stacks().stream().map(StackEnergy::energy)), profile.sampled());
        equal("methods", sum(profile.methods().stream().map(MethodEnergy::self)), profile.sampled());
        equal("stacks and unsampled", profile.sampled().plus(profile.unsampled()), profile.application());
        equal("threads", sum(profile.threads().stream().map(ThreadEnergy::energy)), profile.application());
        equal("groups", sum(profile.threadGroups().stream().map(ThreadEnergy::energy)), profile.application());
        equal(
                "unsampled of threads",
                sum(profile.threads().stream().map(ThreadEnergy::unsampled)),
                profile.unsampled());
    }

    private Energy line(Instant time) {
        return Optional.ofNullable(ticks.get(time))
                .flatMap(Snapshot::self)
                .orElseThrow(() -> new IllegalStateException("no tick at " + time))
                .energy();
    }

    private static Energy sum(java.util.stream.Stream<Energy> parts) {
        return parts.reduce(Energy.ZERO, Energy::plus);
    }

    private static void equal(String what, Energy one, Energy other) {
        if (!Objects.equals(one, other)) {
            throw new IllegalStateException(what + ": " + one.microjoules() + " is not " + other.microjoules() + " µJ");
        }
    }
}
