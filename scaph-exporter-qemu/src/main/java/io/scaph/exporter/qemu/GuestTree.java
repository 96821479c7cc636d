package io.scaph.exporter.qemu;

import io.scaph.linux.guesttree.Heartbeat;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;

/**
 * The tree of one machine. Its counters go on from what the files hold, so that they never fall, and count all energy that
 * was added, even while they could not be written. Not safe for use by several threads.
 */
final class GuestTree {
    static final String PACKAGE_ZONE = "intel-rapl:0";
    static final String MEMORY_ZONE = "intel-rapl:0:0";
    static final String ENERGY = "energy_uj";

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
     * The tree of a machine, not looked at yet.
     *
     * @param name the machine's name, fit for a directory
     * @param memory whether it has a counter of memory
     */
    GuestTree(String name, boolean memory) {
        this.name = name;
        this.memory = memory;
    }

    String name() {
        return name;
    }

    /** Says whether the machine runs. */
    void alive(boolean runs) {
        alive = runs;
    }

    boolean isAlive() {
        return alive;
    }

    /**
     * Takes note of how writing went.
     *
     * @param fails whether it failed
     * @return whether it failed the last time
     */
    boolean failing(boolean fails) {
        boolean before = failing;
        failing = fails;
        return before;
    }

    /**
     * Adds energy.
     *
     * @param microjoules how much, not negative
     * @param memoryPart the part of it that memory took, from 0 to 1
     */
    void add(long microjoules, double memoryPart) {
        long inMemory = Math.min(microjoules, (long) (microjoules * memoryPart));
        memoryMicrojoules += inMemory;
        packageMicrojoules += microjoules - inMemory;
    }

    /**
     * Writes the counters. What is missing of the tree is made, whole before it can be seen.
     *
     * @param base where the trees are
     * @param known whether the machine's energy is known up to now; the heartbeat stands still while it is not
     * @throws IOException if it can't be; nothing is lost
     */
    void write(BaseDirectory base, boolean known) throws IOException {
        try (SecureDirectoryStream<Path> tree = base.tree(name);
                Zone main = zone(base, tree, PACKAGE_ZONE);
                Zone sub = zone(base, tree, MEMORY_ZONE)) {
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

    /** Goes on from what the files hold. */
    private void adopt(Zone main, Zone sub) throws IOException {
        long packageBefore = main.read(ENERGY);
        long memoryBefore = memory ? sub.read(ENERGY) : 0;
        long heartbeatBefore = main.read(Heartbeat.FILE);
        // Those of Scaphandre are shorter: first the same number at full length, so that none grows while it changes.
        main.write(ENERGY, packageBefore);
        if (memory) {
            sub.write(ENERGY, memoryBefore);
        }
        packageMicrojoules += packageBefore;
        memoryMicrojoules += memoryBefore;
        heartbeat = Heartbeat.beginSession(heartbeatBefore);
        adopted = true;
    }

    private Zone zone(BaseDirectory base, SecureDirectoryStream<Path> tree, String zone) throws IOException {
        Zone open = base.zone(tree, name, zone, made -> fill(made, zone));
        try {
            // What Scaphandre leaves out.
            fill(open, zone);
        } catch (IOException e) {
            open.close();
            throw e;
        }
        return open;
    }

    private void fill(Zone zone, String called) throws IOException {
        boolean main = called.equals(PACKAGE_ZONE);
        if (main || memory) {
            zone.makeLine("name", main ? "package-0" : "dram");
            zone.makeLine("max_energy_range_uj", RANGE);
            // Of a power limit, which there is none.
            zone.makeLine("enabled", "0");
            long energy = main ? packageMicrojoules : memoryMicrojoules;
            zone.makeNumber(ENERGY, adopted ? energy : 0);
        }
        if (main) {
            zone.makeNumber(Heartbeat.FILE, heartbeat);
        }
    }
}
