package io.scaph.linux.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as Linux writes them. */
class ProcessStatTest {
    @ParameterizedTest
    @ValueSource(strings = {"bash", "a b", "a) S 1 (b", "((sd-pam))", "tmux: server", "x\ny"})
    void aProcessNameMayHoldAnything(String name) {
        ProcessStat stat =
                parse("17 (" + name + ") S 1 17 17 0 -1 4194560 100 200 3 4 250 50 7 8 20 0 1 0 98765 1 2 3");

        assertThat(stat.name()).isEqualTo(name);
        assertThat(stat.cpuNanos()).isEqualTo(3_000_000_000L);
        assertThat(stat.startTicks()).isEqualTo(98_765);
    }

    @ParameterizedTest
    @CsvSource({
        "kworker/0:1-events, kworker/0:1",
        "kworker/u8:2+flush-8:0, kworker/u8:2",
        "kworker/R-rcu_gp, kworker/R-rcu_gp",
        "ksoftirqd/0, ksoftirqd/0"
    })
    void aWorkerOfTheKernelIsNotNamedForWhatItWorksOn(String text, String name) {
        ProcessStat stat = parse("17 (" + text + ") I 2 0 0 0 -1 69238880 0 0 0 0 0 42 0 0 20 0 1 0 31 0 0");

        assertThat(stat.name()).isEqualTo(name);
        assertThat(stat.isKernelThread()).isTrue();
    }

    @Test
    void onlyAProcessWithoutThreadsIsAZombie() {
        String text = "17 (x) Z 1 0 0 0 -1 4194560 0 0 0 0 0 42 0 0 20 0 THREADS 0 31 0 0";
        assertThat(parse(text.replace("THREADS", "1")).isZombie()).isTrue();
        assertThat(parse(text.replace("THREADS", "2")).isZombie()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "17", "17 (bash", "17 bash) S", "17 (bash) S 1 2 3", "()", ")(", "(", ")"})
    void aTextOfAnotherFormIsRefused(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(ProcessStat.parse(bytes, bytes.length)).isNull();
    }

    private static ProcessStat parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(ProcessStat.parse(bytes, bytes.length));
    }
}
