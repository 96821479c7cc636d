package io.scaph.profiler;

import io.scaph.api.energy.Energy;
import io.scaph.profiler.internal.division.ThreadTotal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Sums over threads. */
final class ThreadSums {
    private static final Comparator<ThreadEnergy> MOST_FIRST =
            Comparator.comparing(ThreadEnergy::energy).reversed().thenComparing(ThreadEnergy::name);

    private final List<ThreadTotal> threads;

    ThreadSums(List<ThreadTotal> threads) {
        this.threads = threads;
    }

    /** All threads, that with the most energy first. */
    List<ThreadEnergy> threads() {
        return threads.stream()
                .map(thread -> sum(thread.name(), List.of(thread)))
                .sorted(MOST_FIRST)
                .toList();
    }

    /** All thread groups, that with the most energy first. */
    List<ThreadEnergy> groups() {
        return threads.stream().collect(Collectors.groupingBy(ThreadTotal::group)).entrySet().stream()
                .map(group -> sum(group.getKey(), group.getValue()))
                .sorted(MOST_FIRST)
                .toList();
    }

    private static ThreadEnergy sum(String name, List<ThreadTotal> all) {
        return new ThreadEnergy(
                name,
                all.get(0).group(),
                new Energy(all.stream().mapToLong(ThreadTotal::microjoules).sum()),
                new Energy(all.stream()
                        .mapToLong(ThreadTotal::unsampledMicrojoules)
                        .sum()),
                all.stream().mapToLong(ThreadTotal::samples).sum());
    }
}
