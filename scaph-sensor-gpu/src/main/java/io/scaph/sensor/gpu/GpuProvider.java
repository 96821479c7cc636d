package io.scaph.sensor.gpu;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.api.topology.IgnoredZone;
import io.scaph.api.topology.Topology;
import io.scaph.sensor.gpu.internal.energy.Findings;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import io.scaph.sensor.gpu.internal.energy.ProfileOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The sensor {@code gpu}: each GPU a domain of its own, by its energy counter, else its power over time, else an estimate from
 * how busy it is. docs/gpu.md tells what is read of which.
 */
public final class GpuProvider implements SensorProvider {
    /** Whether GPUs are measured. */
    static final Option<String> GPU = Option.text("gpu", "auto|off", "measure GPUs where there are any, or don't")
            .withDefault("auto");

    /** The power of an idle GPU that measures nothing. */
    static final Option<String> IDLE =
            Option.text("gpu-idle-watts", "W", "the power of an idle GPU, for GPUs that measure nothing");

    /** The power of a busy one. */
    static final Option<String> FULL =
            Option.text("gpu-full-watts", "W", "the power of a busy GPU, for GPUs that measure nothing");

    /** NVML, where it is not found by itself. */
    static final Option<Path> NVML =
            Option.path("gpu-nvml-library", "FILE", "NVIDIA's libnvidia-ml.so.1, where it is not found by itself");

    private static final int MOST_NAMED = 4;

    /** For {@code ServiceLoader}. */
    public GpuProvider() {}

    @Override
    public String name() {
        return "gpu";
    }

    @Override
    public String description() {
        return "GPUs: NVIDIA's by NVML, AMD's and Intel's by sysfs";
    }

    /** Nothing is chosen by it: it complements. */
    @Override
    public int priority() {
        return 0;
    }

    @Override
    public boolean complements() {
        return true;
    }

    @Override
    public List<Option<?>> options() {
        return List.of(GPU, IDLE, FULL, NVML);
    }

    @Override
    public Availability probe(PluginSetup setup) {
        try {
            Findings findings = look(setup);
            Availability availability = found(findings);
            findings.release();
            return availability;
        } catch (SensorUnavailableException e) {
            return Availability.unavailable(String.valueOf(e.getMessage()), e.remedy());
        }
    }

    private static Availability found(Findings findings) {
        Topology topology = GpuSensor.topology(findings);
        if (!topology.domains().isEmpty()) {
            return Availability.available(summary(findings.gpus())).withTopology(topology);
        }
        return Availability.unavailable(
                        reason(findings),
                        "tell its power by --gpu-full-watts W if it tells at least how busy it is; see docs/gpu.md")
                .withTopology(topology);
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        Findings findings = look(setup);
        Availability unavailable = found(findings);
        if (!unavailable.isAvailable()) {
            findings.release();
            throw new SensorUnavailableException(unavailable.reason(), unavailable.remedy());
        }
        return new GpuSensor(findings, setup.roots().procfs(), setup.clock(), Errands.ASIDE);
    }

    /**
     * Looks for GPUs.
     *
     * @return something, be it only a GPU that can't be used; the caller opens or releases it
     */
    static Findings look(PluginSetup setup) throws SensorUnavailableException {
        Options options = setup.options();
        ProfileOptions profile = profile(options);
        Optional<Path> library = options.find(NVML);
        GpuFinder.Found found = new GpuFinder(setup.roots(), library, profile).find();
        if (library.isPresent() && found.noNvml().isPresent()) {
            found.gpus().release();
            throw new SensorUnavailableException(
                    found.noNvml().get(), "name the driver's libnvidia-ml.so.1, or leave out --" + NVML.name());
        }
        if (found.gpus().gpus().isEmpty() && found.gpus().ignored().isEmpty()) {
            throw found.noNvml().isPresent()
                    ? new SensorUnavailableException(
                            "NVIDIA's driver is loaded, but " + found.noNvml().get(),
                            "install NVML, which comes with the driver (Debian: libnvidia-ml1); run containers with --gpus all;"
                                    + " if it lies elsewhere name it by --" + NVML.name())
                    : new SensorUnavailableException(
                            "no GPU was found by NVML nor in "
                                    + setup.roots().sysfs().resolve("class/drm"),
                            "on a machine without one there is nothing to do; a container has to be given its host's");
        }
        return found.gpus();
    }

    private static ProfileOptions profile(Options options) throws SensorUnavailableException {
        String wanted = options.get(GPU);
        if (wanted.equals("off")) {
            throw new SensorUnavailableException("GPUs are switched off by --gpu off", "leave out --gpu off");
        }
        if (!wanted.equals("auto")) {
            throw new SensorUnavailableException(
                    "--gpu: '" + wanted + "' is neither auto nor off", "give one of these");
        }
        ProfileOptions profile = new ProfileOptions(watts(options, IDLE), watts(options, FULL));
        if (profile.idleWatts().orElse(0) > profile.fullWatts().orElse(Double.MAX_VALUE)) {
            throw new SensorUnavailableException(
                    "--gpu-idle-watts is more than --gpu-full-watts", "give the power of an idle and of a busy GPU");
        }
        return profile;
    }

    private static OptionalDouble watts(Options options, Option<String> option) throws SensorUnavailableException {
        Optional<String> text = options.find(option);
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double watts = Double.parseDouble(text.get().strip());
            if (watts >= 0 && watts <= 1e6) {
                return OptionalDouble.of(watts);
            }
        } catch (NumberFormatException e) {
            // Told below, as for any other text.
        }
        throw new SensorUnavailableException(
                "--" + option.name() + ": '" + text.get() + "' is no power in watts", "give a number such as 250");
    }

    private static String summary(List<Gpu> gpus) {
        String named = gpus.stream()
                .limit(MOST_NAMED)
                .map(gpu -> gpu.address() + " " + gpu.remark())
                .collect(Collectors.joining("; "));
        int more = gpus.size() - MOST_NAMED;
        return (gpus.size() == 1 ? "1 GPU: " : gpus.size() + " GPUs: ")
                + named
                + (more > 0 ? "; and " + more + " more" : "");
    }

    private static String reason(Findings findings) {
        return findings.ignored().stream()
                .limit(MOST_NAMED)
                .map(IgnoredZone::reason)
                .collect(Collectors.joining("; "));
    }
}
