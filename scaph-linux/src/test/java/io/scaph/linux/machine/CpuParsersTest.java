package io.scaph.linux.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts about CPUs as Linux writes them. */
class CpuParsersTest {
    @Test
    void cpuTimesAreThoseOfTheOnlineCpusWithoutStolenTime() {
        CpuTimes times = CpuTimes.parse(List.of(
                "cpu  30 2 8 1000 60 1 3 700 5 0",
                "cpu0 10 1 4 500 30 1 1 300 5 0",
                "cpu2 20 1 4 500 30 0 2 400 0 0",
                "intr 5 1 2",
                "btime 1763846400",
                "processes 12"));

        assertThat(times.cpus()).containsOnlyKeys(0, 2);
        assertThat(times.cpus().get(0)).isEqualTo(new CpuTimes.Cpu(170_000_000));
        assertThat(times.idleNanos()).isEqualTo(10_600_000_000L);
        assertThat(times.bootTimeSeconds()).hasValue(1_763_846_400);
    }

    @Test
    void aStatWithoutCpusIsRefused() {
        assertThatThrownBy(() -> CpuTimes.parse(List.of("btime 5"))).hasMessageContaining("no line for a CPU");
    }

    @Test
    void socketsAreThePhysicalIds() {
        CpuInfo info = CpuInfo.parse(List.of(
                "processor\t: 0",
                "vendor_id\t: AuthenticAMD",
                "model name\t: AMD EPYC: a model",
                "physical id\t: 0",
                "",
                "processor\t: 1",
                "physical id\t: 10"));

        assertThat(info.vendor()).contains("AuthenticAMD");
        assertThat(info.modelName()).contains("AMD EPYC: a model");
        assertThat(info.sockets()).containsEntry(0, 0).containsEntry(1, 10);
    }

    @Test
    void cpusWithoutPhysicalIdAreInSocketZero() {
        CpuInfo info = CpuInfo.parse(List.of("processor : 0", "BogoMIPS : 50.00", "", "processor : 1"));

        assertThat(info.sockets()).containsEntry(0, 0).containsEntry(1, 0);
        assertThat(info.vendor()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0           | 0",
                "0,32        | 0 32",
                "0-1         | 0 1",
                "0-2,8,16-17 | 0 1 2 8 16 17",
                "4,0         | 0 4",
            })
    void aListHasCpusAndRanges(String list, String cpus) {
        assertThat(CpuList.parse(list)).extracting(String::valueOf).containsExactly(cpus.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0,", "-1", "1-0", "0-99999999999", "0-99999", "zero", "00000000,00000001f", "0 1"})
    void whatIsNotAListHasNoCpus(String text) {
        assertThat(CpuList.parse(text)).isEmpty();
    }
}
