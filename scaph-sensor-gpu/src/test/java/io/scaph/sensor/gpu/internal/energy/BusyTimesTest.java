package io.scaph.sensor.gpu.internal.energy;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaph.api.spi.DeviceUse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyTimesTest {
    private final BusyTimes busy = new BusyTimes();

    private List<String> report() {
        List<String> reported = new ArrayList<>();
        busy.report(3, new DeviceUse() {
            @Override
            public void busy(int domain, long pid, long nanos) {
                reported.add(domain + ":" + pid + ":" + nanos);
            }

            @Override
            public void unknown(int domain) {
                reported.add(domain + ":unknown");
            }
        });
        return reported;
    }

    @Test
    void whatWasAddedIsReportedOnce() {
        busy.add(7, 5);
        busy.add(8, 1);
        busy.add(7, 10);
        busy.add(9, 0);

        assertThat(report()).containsExactly("3:7:15", "3:8:1");
        assertThat(report()).isEmpty();
    }

    @Test
    void whatIsPartlyUnknownIsUnknown() {
        busy.add(7, 5);
        busy.unknown();

        assertThat(report()).containsExactly("3:unknown");
        assertThat(report()).isEmpty();
    }

    @Test
    void moreProcessesThanAnybodyHasAreUnknownAndTakeNoMoreMemory() {
        for (int pid = 1; pid <= 5_000; pid++) {
            busy.add(pid, 1);
        }

        assertThat(report()).containsExactly("3:unknown");
    }
}
