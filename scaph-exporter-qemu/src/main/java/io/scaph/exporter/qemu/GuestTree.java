package io.scaph.exporter.qemu;

import io.scaph.api.internal.text.FailureText;
import io.scaph.linux.counterfile.Heartbeat;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The tree of one machine. Its counters continue from the values in the files, so that they never fall, and include all energy
 * that was added, also while they could not be written. Not safe for use by several threads.
 */
final class GuestTree {
    private static final Logger LOGGER = LoggerFactory.getLogger(GuestTree.class);

    private static final String PACKAGE_ZONE = "intel-rapl:0";
    private static final String MEMORY_ZONE = "intel-rapl:0:0";
    private static final String ENERGY = "energy_uj";

    /** A counter that never wraps. */
    private static final String RANGE = Long.toString(Long.MAX_VALUE);

    private final String name;
    private final boolean memory;
    private boolean adopted;
    private long packageMicrojoules;
    private long memoryMicrojoules;
    private long heartbeat;
    private boolean alive = true;
    private boolean failing;

    /**
     * Creates the tree of a machine, without reading it yet.
     *
     * @param name the machine's name, fit for a directory
     * @param memory whether it has a counter of memory
     */
    GuestTree(String name, boolean memory) {
        this.name = name;
        this.memory = memory;
    }

    void setAlive(boolean runs) {
        alive = runs;
    }

    boolean isAlive() {
        return alive;
    }

    /**
     * Adds energy.
     *
     * @param microjoules the energy in µJ, not negative
     * @param memoryPart the part of it that memory used, from 0 to 1
     */
    void add(long microjoules, double memoryPart) {
        long inMemory = Math.min(microjoules, (long) (microjoules * memoryPart));
        memoryMicrojoules += inMemory;
        packageMicrojoules += microjoules - inMemory;
    }

    /**
     * Writes the counters. Creates what is missing of the tree, complete before it becomes visible. No energy is lost if that
     * fails, which is logged.
     *
     * @param base the directory of the trees
     * @param known whether the machine's energy is known up to now; otherwise the heartbeat stands still
     * @return whether it could be written
     */
    boolean write(BaseDirectory base, boolean known) {
        try {
            tryWriting(base, known);
        } catch (IOException e) {
            LOGGER.atLevel(failing ? Level.DEBUG : Level.WARN)
                    .log(
                            "virtual machine '{}': its tree can't be written for now: {}",
                            name,
                            RejectionLog.shown(FailureText.withFile(e)));
            failing = true;
            return false;
        }
        if (failing) {
            LOGGER.info("virtual machine '{}': its tree is written again", name);
            failing = false;
        }
        return true;
    }

    private void tryWriting(BaseDirectory base, boolean known) throws IOException {
        // Filled also if they exist: Scaphandre does not write all files.
        try (OpenDirectory tree = base.tree(name);
                OpenDirectory main = tree.directory(PACKAGE_ZONE, this::fillMain);
                OpenDirectory sub = tree.directory(MEMORY_ZONE, this::fillSub)) {
            if (!adopted) {
                adopt(main, sub);
            }
            if (!Heartbeat.isWriting(heartbeat)) {
                heartbeat = Heartbeat.next(heartbeat);
            }
            main.write(Heartbeat.FILE, heartbeat);
            main.write(ENERGY, packageMicrojoules);
            if (memory) {
                sub.write(ENERGY, memoryMicrojoules);
            }
            if (known) {
                heartbeat = Heartbeat.next(heartbeat);
                main.write(Heartbeat.FILE, heartbeat);
            }
        }
    }

    /** Continues from the values in the files. */
    private void adopt(OpenDirectory main, OpenDirectory sub) throws IOException {
        long packageBefore = main.read(ENERGY);
        long memoryBefore = memory ? sub.read(ENERGY) : 0;
        long heartbeatBefore = main.read(Heartbeat.FILE);
        // Files of Scaphandre are shorter: first the same number at full length, so that no file grows while its number
        // changes.
        main.write(ENERGY, packageBefore);
        if (memory) {
            sub.write(ENERGY, memoryBefore);
        }
        packageMicrojoules += packageBefore;
        memoryMicrojoules += memoryBefore;
        heartbeat = Heartbeat.beginSession(heartbeatBefore);
        adopted = true;
    }

    private void fillMain(OpenDirectory zone) throws IOException {
        fill(zone, "package-0", packageMicrojoules);
        zone.makeNumber(Heartbeat.FILE, heartbeat);
    }

    private void fillSub(OpenDirectory zone) throws IOException {
        if (memory) {
            fill(zone, "dram", memoryMicrojoules);
        }
    }

    private void fill(OpenDirectory zone, String domain, long energy) throws IOException {
        zone.makeLine("name", domain);
        zone.makeLine("max_energy_range_uj", RANGE);
        // There is no power limit.
        zone.makeLine("enabled", "0");
        zone.makeNumber(ENERGY, adopted ? energy : 0);
    }
}
