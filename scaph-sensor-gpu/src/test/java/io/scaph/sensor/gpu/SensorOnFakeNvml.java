package io.scaph.sensor.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scaph.api.spi.SensorUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A sensor that finds the stand-in for NVML; every library that was opened is shut down. */
abstract class SensorOnFakeNvml extends SensorOnFakeMachine {
    static final String TESLA = "0.name=Tesla T4";
    static final String BUS = "0.bus=101";

    FakeNvml nvml;
    private final List<GpuSensor> opened = new ArrayList<>();

    @BeforeEach
    void build() throws Exception {
        assumeTrue(FakeNvml.hasCompiler(), "no C compiler (cc) on the PATH to build the stand-in for NVML with");
        use(FakeNvml.build(directory));
    }

    final void use(FakeNvml built) {
        nvml = built;
        machine.with(GpuProvider.NVML, nvml.library());
    }

    @AfterEach
    void everyInitIsShutDown() throws IOException {
        opened.forEach(GpuSensor::close);
        if (FakeNvml.hasCompiler()) {
            assertThat(nvml.open()).isZero();
        }
    }

    GpuSensor open() throws SensorUnavailableException {
        opened.add(machine.open());
        return opened.get(opened.size() - 1);
    }
}
