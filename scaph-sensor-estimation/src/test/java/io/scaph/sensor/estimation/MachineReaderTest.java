package io.scaph.sensor.estimation;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.sensor.estimation.internal.hardware.CpuId;
import io.scaph.sensor.estimation.internal.hardware.Vendor;
import io.scaph.sensor.estimation.internal.power.MachineTraits;
import io.scaph.sensor.estimation.internal.power.Tier;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MachineReaderTest {
    @Test
    void aServerIsSeenAsAWhole() throws IOException {
        try (FakeMachine fake = FakeMachine.server("Intel(R) Xeon(R) Gold 6252 CPU @ 2.10GHz", 6, 85, 2, 48)) {
            ObservedMachine observed = read(fake, 96);

            assertThat(observed.machine().cpuId()).contains(new CpuId(Vendor.INTEL, 6, 85));
            assertThat(observed.machine().megahertz()).hasValue(2_100);
            assertThat(observed.machine().memoryGigabytes()).hasValue(192);
            assertThat(observed.machine().topology()).contains(new MachineTraits.Processors(2, 48));
            assertThat(tier(observed)).isEqualTo(Tier.HOST);
        }
    }

    @Test
    void aVirtualMachineKnowsNothingOfChips() throws IOException {
        try (FakeMachine fake = FakeMachine.virtual("GenuineIntel", "Intel(R) Xeon(R) Platinum 8259CL", 6, 85, 8, 4)) {
            ObservedMachine observed = read(fake, 8);

            assertThat(observed.isVirtual()).isTrue();
            assertThat(observed.machine().topology()).isEmpty();
            assertThat(observed.machine().megahertz()).hasValue(2_500);
            assertThat(tier(observed)).isEqualTo(Tier.LISTED);
        }
    }

    @Test
    void aHiddenNameLeavesFamilyAndModel() throws IOException {
        try (FakeMachine fake = FakeMachine.virtual("GenuineIntel", "Intel(R) Xeon(R) CPU @ 2.20GHz", 6, 79, 8, 4)) {
            assertThat(tier(read(fake, 8))).isEqualTo(Tier.FAMILY);
        }
    }

    @Test
    void anArmCpuIsToldByItsPart() throws IOException {
        try (FakeMachine fake = new FakeMachine(4)) {
            fake.procfs(
                    "cpuinfo",
                    "processor : 0\nBogoMIPS : 243.75\nCPU implementer : 0x41\nCPU architecture: 8\nCPU part : 0xd0c\n");

            ObservedMachine observed = read(fake, 4);

            assertThat(observed.machine().cpuId()).contains(new CpuId(Vendor.ARM, 0x41, 0xd0c));
            assertThat(observed.machine().chip().kind()).contains("arm/65/3340");
            assertThat(tier(observed)).isEqualTo(Tier.FAMILY_WITHOUT_MEMORY);
        }
    }

    @Test
    void theTopologyOfTheKernelCounts() throws IOException {
        try (FakeMachine fake = new FakeMachine(4)) {
            for (int cpu = 0; cpu < 4; cpu++) {
                String topology = "devices/system/cpu/cpu" + cpu + "/topology/";
                fake.sysfs(topology + "physical_package_id", cpu / 2 + "\n");
                fake.sysfs(topology + "thread_siblings_list", cpu / 2 + "-" + (cpu / 2 + 1) + "\n");
            }

            assertThat(read(fake, 4).machine().topology()).contains(new MachineTraits.Processors(2, 2));
        }
    }

    @Test
    void thePowerThatTheFirmwareTellsServesForACpuThatIsNotListed() throws IOException {
        try (FakeMachine fake = FakeMachine.server("Intel(R) Xeon(R) Gold 6299 CPU", 6, 85, 1, 48)) {
            fake.sysfs("class/powercap/intel-rapl:0/constraint_0_max_power_uw", "175000000\n");

            ObservedMachine observed = read(fake, 48);

            assertThat(observed.machine().tdpWatts()).hasValue(175);
            assertThat(tier(observed)).isEqualTo(Tier.HOST);
        }
    }

    private static Tier tier(ObservedMachine observed) {
        return Tier.of(observed.machine(), observed.machine().chip());
    }

    private static ObservedMachine read(FakeMachine fake, int threads) {
        Set<Integer> online = new TreeSet<>();
        for (int i = 0; i < threads; i++) {
            online.add(i);
        }
        return new MachineReader(fake.setup().roots()).read(online, OptionalDouble.empty());
    }
}
