package io.scaph.junit;

import io.scaph.api.Monitor;
import io.scaph.api.MonitorBuilder;
import io.scaph.api.snapshot.AllocationPolicy;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.workload.WorkloadDetail;
import io.scaph.junit.internal.verdict.MachineModel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The settings of all tests: parameters of the JUnit Platform, from system properties, {@code junit-platform.properties} or the
 * build tool.
 */
final class Settings {
    static final String SENSOR = "scaph.sensor";
    static final String POLICY = "scaph.policy";
    static final String MACHINE = "scaph.machine";
    static final String INCONCLUSIVE = "scaph.inconclusive";
    static final String PROFILE = "scaph.profile";
    static final String REPORTS = "scaph.report.directory";
    static final String BASELINE = "scaph.baseline";
    static final String BASELINE_FILE = "scaph.baseline.file";

    private final ExtensionContext context;

    private final boolean failing;
    private final boolean recording;
    private final boolean profiling;

    Settings(ExtensionContext context) {
        this.context = context;
        failing = choice(INCONCLUSIVE, "abort", "fail");
        recording = choice(BASELINE, "compare", "record");
        profiling = !choice(PROFILE, "on", "off");
    }

    private Optional<String> parameter(String name) {
        return context.getConfigurationParameter(name).map(String::strip).filter(value -> !value.isEmpty());
    }

    Monitor openMonitor() throws SensorUnavailableException {
        // A profile then knows what the JVM uses for itself.
        MonitorBuilder builder = Monitor.builder().details(Set.of(WorkloadDetail.JVM));
        parameter(SENSOR).ifPresent(builder::sensor);
        try {
            parameter(POLICY).map(AllocationPolicy::of).ifPresent(builder::policy);
            return builder.open();
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException(SENSOR + ", " + POLICY + ": " + e.getMessage(), e);
        }
    }

    /** The kind of this machine, as baselines distinguish them. */
    String machine() {
        return parameter(MACHINE).orElseGet(() -> MachineModel.describe(Path.of("/proc/cpuinfo")));
    }

    Path reports() {
        return Path.of(parameter(REPORTS).orElse("target/scaph"));
    }

    Path baselines() {
        return Path.of(parameter(BASELINE_FILE).orElse("src/test/energy-baselines.json"));
    }

    boolean isRecording() {
        return recording;
    }

    /** Whether tests that are over their budget are repeated under the profiler. */
    boolean isProfiling() {
        return profiling;
    }

    /** Ends a test: always throws, so that it is aborted or fails. */
    void endInconclusive(Optional<EnergyBudget> budget, String reason) {
        EnergyBudget.Inconclusive wanted =
                budget.map(EnergyBudget::inconclusive).orElse(EnergyBudget.Inconclusive.CONFIGURED);
        String message = "energy inconclusive: " + reason;
        if (wanted == EnergyBudget.Inconclusive.FAIL || (wanted == EnergyBudget.Inconclusive.CONFIGURED && failing)) {
            throw new AssertionFailedError(message);
        }
        throw new TestAbortedException(message);
    }

    /** Whether the second of two values is set; the first is the default. */
    private boolean choice(String name, String usual, String other) {
        String value = parameter(name).orElse(usual).toLowerCase(Locale.ROOT);
        if (!value.equals(usual) && !value.equals(other)) {
            throw new ExtensionConfigurationException(
                    name + " is '" + value + "': set it to " + usual + " or " + other);
        }
        return value.equals(other);
    }
}
