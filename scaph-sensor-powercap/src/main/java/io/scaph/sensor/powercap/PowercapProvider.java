package io.scaph.sensor.powercap;

import io.scaph.api.spi.Availability;
import io.scaph.api.spi.HostRoots;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.PluginSetup;
import io.scaph.api.spi.Sensor;
import io.scaph.api.spi.SensorProvider;
import io.scaph.api.spi.SensorUnavailableException;
import io.scaph.linux.environment.HostEnvironment;
import io.scaph.linux.environment.SuspendWatch;
import io.scaph.linux.perf.EventGroup;
import io.scaph.linux.perf.PerfEventGroup;
import io.scaph.sensor.powercap.internal.zone.ZoneMap;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sensor {@code powercap}: the kernel's counters, through powercap if they can be read there, else through perf events if
 * those are permitted; else the tree that a hypervisor publishes for this machine, if one is mounted.
 */
public final class PowercapProvider implements SensorProvider {
    /** Read the hypervisor's tree, and nothing else. */
    public static final Option<Boolean> VM =
            Option.flag("vm", "read the tree that a hypervisor publishes, instead of /sys/class/powercap");

    /** Where the hypervisor's tree is. */
    public static final Option<Path> VM_PATH = Option.path(
                    "vm-path", "DIR", "where the hypervisor's tree for this virtual machine is mounted")
            .withEnvironment("SCAPHANDRE_POWERCAP_PATH")
            .withDefault(Path.of("/var/scaphandre"));

    private static final Logger LOGGER = LoggerFactory.getLogger(PowercapProvider.class);

    private final EventGroup.Opener events;

    /** For {@code ServiceLoader}. */
    public PowercapProvider() {
        this(PerfEventGroup::open);
    }

    /** For tests. */
    PowercapProvider(EventGroup.Opener events) {
        this.events = events;
    }

    @Override
    public String name() {
        return "powercap";
    }

    @Override
    public List<String> aliases() {
        return List.of("powercap_rapl");
    }

    @Override
    public String description() {
        return "RAPL energy counters of Intel and AMD CPUs, through Linux powercap or perf events";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public List<Option<?>> options() {
        return List.of(VM, VM_PATH);
    }

    @Override
    public Availability probe(PluginSetup setup) {
        return find(setup).availability();
    }

    @Override
    public Sensor open(PluginSetup setup) throws SensorUnavailableException {
        return find(setup).open();
    }

    private CounterAccess find(PluginSetup setup) {
        PowercapTree guest = PowercapTree.ofGuest(setup.options().get(VM_PATH));
        // A user that names the place wants that tree.
        if (setup.options().get(VM) || setup.options().isGiven(VM_PATH)) {
            return access(guest, setup);
        }
        HostRoots roots = setup.roots();
        PowercapTree kernel = PowercapTree.ofKernel(roots);
        Availability availability = kernel.availability();
        if (availability.isAvailable()) {
            return access(kernel, setup);
        }
        Optional<String> vendor = HostEnvironment.detect(roots).cpu().vendor();
        CounterAccess perf = new PerfAccess(setup, kernel.map(), availability, vendor, events).find();
        return guest.availability().isAvailable() && !perf.isAvailable() ? access(guest, setup) : perf;
    }

    private static CounterAccess access(PowercapTree tree, PluginSetup setup) {
        return new CounterAccess(tree.availability(), () -> {
            tree.warning().ifPresent(LOGGER::warn);
            ZoneMap map = tree.map().orElseThrow();
            SuspendWatch suspends = new SuspendWatch(setup.roots().procfs(), setup.clock());
            Optional<Path> heartbeat = map.heartbeat();
            return heartbeat.isPresent()
                    ? new PublishedSensor(map, heartbeat.get(), suspends)
                    : new PowercapSensor(map, suspends);
        });
    }
}
