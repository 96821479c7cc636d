package io.scaph.profiler;

import io.scaph.api.topology.Quality;
import io.scaph.profiler.internal.division.LedgerLine;
import io.scaph.profiler.internal.division.ProfileTotals;
import io.scaph.profiler.internal.division.StackTotal;
import io.scaph.profiler.internal.division.ThreadTotal;
import io.scaph.profiler.internal.sampling.SampleTally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds profiles for tests. */
final class Profiles {
    private final List<StackTotal> stacks = new ArrayList<>();
    private LedgerLine.@Nullable Own own = new LedgerLine.Own(30_000, 20_000, 10_000);
    private final long unsampled = 40_000;
    private long taken = 100;
    private Duration unknown = Duration.ZERO;
    private Quality quality = Quality.MEASURED;

    /** Adds a stack with samples of 1 mJ each. */
    Profiles stack(long samples, String group, String... frames) {
        stacks.add(new StackTotal(group, List.of(frames), samples * 1_000, samples, samples * 1e6));
        return this;
    }

    /** Nothing is known of what the JVM uses for itself. */
    Profiles withoutParts() {
        own = null;
        return this;
    }

    Profiles withoutSamples() {
        taken = 0;
        return this;
    }

    Profiles unknown(Duration time) {
        unknown = time;
        return this;
    }

    Profiles estimated() {
        quality = Quality.ESTIMATED;
        return this;
    }

    EnergyProfile build() {
        long sampled = stacks.stream().mapToLong(StackTotal::microjoules).sum();
        List<ThreadTotal> threads = List.of(
                new ThreadTotal("main", "main", sampled, 0, 7),
                new ThreadTotal("pool-1-thread-2", "pool-1-thread-*", unsampled, unsampled, 0));
        ProfileTotals totals = new ProfileTotals(
                Instant.parse("2026-11-30T12:00:00Z"),
                Instant.parse("2026-11-30T12:00:10Z"),
                Duration.ofSeconds(10),
                unknown,
                quality,
                sampled + unsampled + (own == null ? 0 : own.sum()),
                own,
                unsampled,
                1_200_000_000L,
                3,
                stacks,
                threads);
        return new EnergyProfile(totals, new SampleTally(taken, 4, 1, 9, 2), 10_000_000, true);
    }
}
