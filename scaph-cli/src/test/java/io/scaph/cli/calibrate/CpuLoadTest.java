package io.scaph.cli.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuLoadTest {
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("scaph-load-"))
                .toList();
    }

    @Test
    void thereIsAThreadForEachCpuAndNoneKeepsTheJvmAlive() {
        try (CpuLoad load = CpuLoad.start()) {
            load.load(0.1);

            assertThat(load.cpus()).isEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(threads()).hasSize(load.cpus()).allMatch(Thread::isDaemon);
        }
        assertThat(threads()).isEmpty();
    }

    @Test
    void aLoadThatIsNoneIsRefused() {
        try (CpuLoad load = CpuLoad.start()) {
            for (double level : new double[] {-0.1, 1.1, Double.NaN}) {
                assertThatThrownBy(() -> load.load(level)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
