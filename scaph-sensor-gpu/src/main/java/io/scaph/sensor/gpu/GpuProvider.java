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
import io.scaph.sensor.gpu.internal.energy.FoundGpus;
import io.scaph.sensor.gpu.internal.energy.Gpu;
import io.scaph.sensor.gpu.internal.energy.PowerProfiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The sensor {@code gpu}: each GPU is a separate domain, measured by its energy counter, else by its power over time, else
 * estimated from its utilisation. docs/gpu.md lists what is read from each GPU.
 */
public final class GpuProvider implements SensorProvider {
    /** Whether GPUs are measured. */
    static final Option<String> GPU = Option.text("gpu", "auto|off", "measure GPUs where there are any, or not")
            .withDefault("auto");

    /** The power of an idle GPU that measures nothing. */
    static final Option<String> IDLE =
            Option.text("gpu-idle-watts", "W", "power of an idle GPU, for GPUs that measure nothing");

    /** The power of a busy one. */
    static final Option<String> FULL =
            Option.text("gpu-full-watts", "W", "power of a busy GPU, for GPUs that measure nothing");

    /** The library, where it is not found automatically. */
    static final Option<Path> NVML =
            Option.path("gpu-nvml-library", "FILE", "NVIDIA's libnvidia-ml.so.1, if it is not found automatically");

    private static final int MAX_NAMED = 4;

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

    /** It is never chosen automatically: it complements another sensor. */
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
            FoundGpus found = find(setup);
            Availability availability = availability(found);
            found.release();
            return availability;
        } catch (SensorUnavailableException e) {
            return Availability.unavailable(String.valueOf(e.getMessage()), e.remedy());
        }
    }

    private static Availability availability(FoundGpus found) {
        Topology topology = GpuSensor.topology(found);
        if (!topology.domains().isEmpty()) {
            return Availability.available(summary(found.gpus())).withTopology(topology);
        }
        return Availability.unavailable(
                        reason(found),
                        "give its power by --gpu-full-watts W if it reports its utilisation; see docs/gpu.md")
                .withTopology(topology);
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        FoundGpus found = find(setup);
        Availability availability = availability(found);
        if (!availability.isAvailable()) {
            found.release();
            throw new SensorUnavailableException(availability.reason(), availability.remedy());
        }
        return new GpuSensor(found, setup.roots().procfs(), setup.clock(), BackgroundTask::new);
    }

    /**
     * Finds GPUs.
     *
     * @return at least one GPU, or one that can't be used; the caller opens or releases them
     */
    static FoundGpus find(PluginSetup setup) throws SensorUnavailableException {
        Options options = setup.options();
        PowerProfiles profiles = profiles(options);
        Optional<Path> library = options.find(NVML);
        GpuFinder.SearchResult result = new GpuFinder(setup.roots(), library, profiles).find();
        if (library.isPresent() && result.noNvml().isPresent()) {
            result.gpus().release();
            throw new SensorUnavailableException(
                    result.noNvml().get(), "name the driver's libnvidia-ml.so.1, or leave out --" + NVML.name());
        }
        if (result.gpus().gpus().isEmpty() && result.gpus().ignored().isEmpty()) {
            throw result.noNvml().isPresent()
                    ? new SensorUnavailableException(
                            "NVIDIA's driver is loaded, but " + result.noNvml().get(),
                            "install NVML, which comes with the driver (Debian: libnvidia-ml1); run containers with --gpus all;"
                                    + " if it is elsewhere, name it by --" + NVML.name())
                    : new SensorUnavailableException(
                            "no GPU was found by NVML nor in "
                                    + setup.roots().sysfs().resolve("class/drm"),
                            "on a machine without a GPU there is nothing to do; a container needs access to its host's");
        }
        return result.gpus();
    }

    private static PowerProfiles profiles(Options options) throws SensorUnavailableException {
        String wanted = options.get(GPU);
        if (wanted.equals("off")) {
            throw new SensorUnavailableException("GPUs are switched off by --gpu off", "leave out --gpu off");
        }
        if (!wanted.equals("auto")) {
            throw new SensorUnavailableException("--gpu: '" + wanted + "' is neither auto nor off", "give auto or off");
        }
        PowerProfiles profiles = new PowerProfiles(watts(options, IDLE), watts(options, FULL));
        if (profiles.idleWatts().orElse(0) > profiles.fullWatts().orElse(Double.MAX_VALUE)) {
            throw new SensorUnavailableException(
                    "--gpu-idle-watts is more than --gpu-full-watts", "give the power of an idle and of a busy GPU");
        }
        return profiles;
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
            // Reported below, as for any other text.
        }
        throw new SensorUnavailableException(
                "--" + option.name() + ": '" + text.get() + "' is not a power in watts", "give a number such as 250");
    }

    private static String summary(Collection<Gpu> gpus) {
        String named = gpus.stream()
                .limit(MAX_NAMED)
                .map(gpu -> gpu.address() + " " + gpu.remark())
                .collect(Collectors.joining("; "));
        int more = gpus.size() - MAX_NAMED;
        return (gpus.size() == 1 ? "1 GPU: " : gpus.size() + " GPUs: ")
                + named
                + (more > 0 ? "; and " + more + " more" : "");
    }

    private static String reason(FoundGpus found) {
        return found.ignored().stream()
                .limit(MAX_NAMED)
                .map(IgnoredZone::reason)
                .collect(Collectors.joining("; "));
    }
}
