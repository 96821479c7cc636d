package io.scaph.sensor.estimation.internal.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Intel(R) Xeon(R) CPU E5-2670 0 @ 2.60GHz        | xeon e5-2670",
                "Intel Xeon E5-2670 2.6 GHz (Turbo up to 3.3GHz) | xeon e5-2670",
                "Intel(R) Xeon(R) CPU E7- 4870  @ 2.40GHz        | xeon e7-4870",
                "Intel Xeon E5-2660V2                            | xeon e5-2660 v2",
                "Intel Xeon E3-1265LV3                           | xeon e3-1265l v3",
                "E3-1260L v5                                     | xeon e3-1260l v5",
                "Intel X3350                                     | xeon x3350",
                "Intel Xeon E E-2488                             | xeon e-2488",
                "Intel Xeon-D 2776NT                             | xeon d-2776nt",
                "Intel(R) Xeon(R) Platinum 8480+                 | xeon platinum 8480+",
                "12th Gen Intel(R) Core(TM) i7-12700K            | core i7-12700k",
                "Intel Core i7 610E                              | core i7-610e",
                "AMD EPYC 7742 64-Core Processor                 | epyc 7742",
                "AMD EPYC 7601 2.20 GHz, Dell SKU [338-BNCG]     | epyc 7601",
                "2.6 GHz AMD Opteron 2435                        | opteron 2435",
                "AMD Opteron 2376HE                              | opteron 2376 he",
                "Quad-Core AMD Opteron(tm) Processor 2384        | opteron 2384",
                "AMD Ryzen 5 3400G with Radeon Vega Graphics     | ryzen 5 3400g",
                "Ampere® Altra® 64-Bit Multi-Core Processor Q64-30 | ampere altra q64-30",
                "Intel� Xeon� Gold 6248                        | xeon gold 6248",
                "Intel Xeon Processor (Skylake, IBRS)            | qemu skylake",
                "Intel Xeon E312xx (Sandy Bridge, IBRS update)   | qemu sandybridge"
            })
    void spellingsOfAModelComeOutAlike(String spelling, String shortForm) {
        assertThat(CpuName.of(spelling).shortForm()).isEqualTo(shortForm);
    }

    @ParameterizedTest
    @CsvSource({
        "Intel(R) Xeon(R) CPU @ 2.20GHz, INTEL",
        "AMD EPYC 9V74 80-Core Processor, AMD",
        "Quad-Core AMD Opteron(r) Processor 8381 HE, AMD",
        "AMD Opteron 6366 HE (AMD Turbo CORE Technology up to 3.10GHz), AMD",
        "Neoverse-N1, ARM"
    })
    void theVendorIsToldByTheName(String name, Vendor vendor) {
        assertThat(CpuName.of(name).vendor()).contains(vendor);
    }

    @Test
    void aNameThatIsNoneHasNothing() {
        assertThat(CpuName.of("")).isEqualTo(CpuName.of(" (R) @ "));
        assertThat(CpuName.of("").vendor()).isEmpty();
        assertThat(CpuName.of("").keys()).containsExactly("");
    }
}
