package io.scaph.profiler.internal.division;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.profiler.internal.division.LedgerLine.Own;
import io.scaph.profiler.internal.division.Reading.ThreadTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionPropertyTest extends DivisionRules {
    /** Prints its seed; {@code -Dscaph.seed=N} repeats it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void nothingIsLostWhateverComes(int number) {
        long seed = Long.getLong("scaph.seed", System.nanoTime() + number);
        Random random = new Random(seed);
        long energy = 0;
        long cpu = 0;
        Own own = new Own(0, 0, 0);
        long[] cpuOfThread = new long[20];
        long unknown = 0;
        for (int second = 1; second <= 200; second++) {
            int threads = random.nextInt(20);
            ThreadTime[] times = new ThreadTime[threads];
            long used = 0;
            for (int i = 0; i < threads; i++) {
                long more = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000);
                used += more;
                cpuOfThread[i] += more;
                times[i] = new ThreadTime(i, "pool-" + i, i == 3, cpuOfThread[i] * MILLI);
                if (random.nextInt(4) > 0) {
                    division.add(new StackSample(
                            random.nextInt(22) - 2,
                            "pool-" + i,
                            List.of("run", "m" + random.nextInt(9)),
                            PERIOD,
                            1 + random.nextInt(3),
                            random.nextBoolean()));
                }
            }
            boolean known = random.nextInt(5) > 0;
            boolean settled = known || random.nextBoolean();
            if (settled) {
                cpu += used + unknown + random.nextInt(500);
                unknown = 0;
            } else {
                unknown += used;
            }
            if (known) {
                int more = random.nextInt(100_000_000);
                int gc = random.nextInt(more / 4 + 1);
                own = own.plus(new Own(gc, gc / 2, gc / 3));
                energy += more;
            }
            settle(reading(second, new LedgerLine(energy, 0, 0, cpu * MILLI, own), times));
            ProfileTotals totals = division.totals();
            long stacks =
                    totals.stacks().stream().mapToLong(StackTotal::microjoules).sum();
            long all = totals.threads().stream()
                    .mapToLong(ThreadTotal::microjoules)
                    .sum();
            assertThat(totals.microjoules()).as("seed %d", seed).isEqualTo(energy);
            assertThat(stacks + totals.unsampled() + own.sum())
                    .as("seed %d", seed)
                    .isEqualTo(energy);
            assertThat(all + own.sum()).as("seed %d", seed).isEqualTo(energy);
            assertThat(totals.threads().stream()
                            .mapToLong(ThreadTotal::unsampledMicrojoules)
                            .sum())
                    .as("seed %d", seed)
                    .isEqualTo(totals.unsampled());
        }
    }
}
