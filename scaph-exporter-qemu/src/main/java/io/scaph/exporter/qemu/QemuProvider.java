package io.scaph.exporter.qemu;

import io.scaph.api.spi.Exporter;
import io.scaph.api.spi.ExporterProvider;
import io.scaph.api.spi.Option;
import io.scaph.api.spi.Options;
import io.scaph.api.spi.PluginSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The exporter {@code qemu}: energy counters for each virtual machine, to be shared with it. */
public final class QemuProvider implements ExporterProvider {
    private static final long LONGEST_STEP_SECONDS = 3_600;

    private static final Option<Path> PATH = Option.path(
                    "path", "DIR", "directory of the trees, one for each virtual machine")
            .withDefault(Path.of("/var/lib/libvirt/scaphandre"));
    private static final Option<Long> STEP =
            Option.integer("step", "SECONDS", "time between two updates").withDefault(5L);
    private static final Option<String> USERS = Option.text(
                    "users", "NAMES", "users of trusted QEMU processes, besides the user of scaph")
            .withDefault("root,libvirt-qemu,qemu,qemu-libvirtd,nova,oneadmin");
    private static final Option<String> EXECUTABLES = Option.text(
                    "executables", "GLOBS", "paths of trusted QEMU executables")
            .withDefault("/usr/bin/qemu-system-*,/usr/bin/qemu-kvm,/usr/bin/kvm,/usr/libexec/qemu-kvm,"
                    + "/usr/libexec/qemu-system-*,/usr/local/bin/qemu-system-*");

    /** For {@code ServiceLoader}. */
    public QemuProvider() {}

    @Override
    public String name() {
        return "qemu";
    }

    @Override
    public String description() {
        return "publishes energy counters for each QEMU/KVM virtual machine, to share with it";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(PATH, STEP, USERS, EXECUTABLES);
    }

    @Override
    public Exporter create(PluginSetup setup) {
        Options options = setup.options();
        long step = options.get(STEP);
        if (step < 1 || step > LONGEST_STEP_SECONDS) {
            throw new IllegalArgumentException("--step: from 1 to " + LONGEST_STEP_SECONDS + " s, not " + step);
        }
        TrustPolicy policy = TrustPolicy.of(options.get(USERS), options.get(EXECUTABLES));
        return new QemuExporter(options.get(PATH), Duration.ofSeconds(step), policy);
    }
}
