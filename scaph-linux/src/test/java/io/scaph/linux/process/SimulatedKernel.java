package io.scaph.linux.process;

import io.scaph.linux.machine.CpuTimes;
import io.scaph.linux.procfs.PidList;
import io.scaph.linux.procfs.ProcessAccess;
import io.scaph.linux.procfs.ProcessExit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Processes that fork, work, end and are waited for as on Linux, in virtual time. */
final class SimulatedKernel implements ProcessAccess {
    static final long TICK = CpuTimes.NANOS_PER_TICK;
    static final long BOOT_SECONDS = 1_700_000_000;
    private static final int MAX_PID = 32_768;

    /** One process. */
    final class Task {
        final int pid;
        final long startTicks;
        Task parent;
        String name;
        long cpuNanos;
        private long childUserNanos;
        private long childSystemNanos;
        boolean zombie;
        boolean reaped;
        boolean subreaper;
        boolean ignoresChildren;
        final Map<String, String> files = new HashMap<>();

        private Task(int pid, @Nullable Task parent, String name) {
            this.pid = pid;
            this.parent = parent == null ? this : parent;
            this.name = name;
            startTicks = nowTicks;
        }

        /** Whether it can be the target of {@code kill}, {@code wait} and {@code fork}. */
        boolean isAlive() {
            return !zombie && !reaped;
        }

        Task fork() {
            return fork(freePid());
        }

        /** Forks a child with the given pid. */
        Task fork(int childPid) {
            lastPid = childPid;
            Task child = new Task(childPid, this, name);
            processes.put(childPid, child);
            forks++;
            return child;
        }

        Task exec(String newName) {
            name = newName;
            return this;
        }

        Task work(long nanos) {
            cpuNanos += nanos;
            workedNanos += nanos;
            return this;
        }

        void end() {
            zombie = true;
            if (reportsExits && !losesExit.getAsBoolean()) {
                // Its work since the last tick is missing there.
                exits.add(
                        new ProcessExit(pid, parent.pid, 0, name, startTicks / 100, Math.max(0, cpuNanos - TICK / 4)));
            }
            for (Task each : List.copyOf(processes.values())) {
                if (each.parent == this && each != this) {
                    each.parent = reaper();
                    if (each.zombie && each.parent.ignoresChildren) {
                        each.remove();
                    }
                }
            }
            if (parent.ignoresChildren) {
                remove();
            }
        }

        private Task reaper() {
            Task above = parent;
            while (above != first && !(above.subreaper && above.isAlive())) {
                above = above.parent;
            }
            return above;
        }

        /** Its parent waits for it. */
        void reap() {
            parent.childUserNanos += cpuNanos / 3 + childUserNanos;
            parent.childSystemNanos += cpuNanos - cpuNanos / 3 + childSystemNanos;
            remove();
        }

        private void remove() {
            reaped = true;
            processes.remove(pid, this);
        }

        private String stat() {
            return pid + " (" + name + ") " + (zombie ? "Z " : "S ") + (parent == this ? 0 : parent.pid)
                    + " 1 1 0 -1 0 0 0 0 0 "
                    + cpuNanos / 3 / TICK + " " + (cpuNanos - cpuNanos / 3) / TICK + " "
                    + childUserNanos / TICK + " " + childSystemNanos / TICK + " 20 0 1 0 " + startTicks + " 0 0\n";
        }
    }

    final TreeMap<Integer, Task> processes = new TreeMap<>();
    final Task first;
    private final Path procfs;
    private final boolean clocks;
    private int lastPid;
    long forks;

    /** The work of all processes together. */
    long workedNanos;

    long nowTicks = 100_000;
    long idleTicks = 1_000;
    int lists;
    int statReads;
    int clockReads;

    /** Runs before each call: the events while the table reads. */
    Runnable meanwhile = () -> {};

    boolean reportsExits;
    /** Whether the next end is not reported: the buffer of the socket is full, or there was no memory for the report. */
    BooleanSupplier losesExit = () -> false;

    private final List<ProcessExit> exits = new ArrayList<>();

    /** The uptime that is shown for a number of ticks since boot. */
    LongUnaryOperator uptime = LongUnaryOperator.identity();

    boolean showsBootTime = true;
    long bootSecondsShown = BOOT_SECONDS;

    /** Makes reading fail, as when there are no descriptors left. */
    boolean broken;

    SimulatedKernel(Path procfs, boolean clocks) {
        this.procfs = procfs;
        this.clocks = clocks;
        first = new Task(freePid(), null, "init");
        processes.put(first.pid, first);
    }

    private int freePid() {
        do {
            lastPid = lastPid % MAX_PID + 1;
        } while (processes.containsKey(lastPid));
        return lastPid;
    }

    void pass(long seconds) {
        nowTicks += seconds * 100;
    }

    List<Task> alive() {
        List<Task> alive = new ArrayList<>(processes.values());
        alive.removeIf(process -> process.zombie);
        return alive;
    }

    List<Task> zombies() {
        List<Task> zombies = new ArrayList<>(processes.values());
        zombies.removeIf(process -> !process.zombie);
        return zombies;
    }

    @Override
    public void list(PidList pids) {
        meanwhile.run();
        lists++;
        pids.clear();
        processes.values().forEach(process -> pids.add(process.pid));
    }

    @Override
    public boolean hasClocks() {
        return clocks;
    }

    @Override
    public long cpuNanos(int pid) {
        meanwhile.run();
        clockReads++;
        Task process = processes.get(pid);
        return process == null ? GONE : process.cpuNanos;
    }

    @Override
    public int read(int pid, String file, byte[] into) throws IOException {
        meanwhile.run();
        if (broken) {
            throw new IOException("too many open files");
        }
        Task process = processes.get(pid);
        if (process == null) {
            return GONE;
        }
        statReads += file.equals("stat") ? 1 : 0;
        String text = file.equals("stat") ? process.stat() : process.files.get(file);
        if (text == null) {
            return GONE;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, into.length);
        System.arraycopy(bytes, 0, into, 0, length);
        return length;
    }

    @Override
    public long bootTicks() throws IOException {
        // A pass starts: the file gets the values of this moment.
        String cpu = " 1 0 1 " + idleTicks + " 0 0 0 0 0 0\n";
        String btime = showsBootTime ? "btime " + bootSecondsShown + "\n" : "";
        Files.writeString(procfs.resolve("stat"), "cpu " + cpu + "cpu0" + cpu + btime + "processes " + forks + "\n");
        return uptime.applyAsLong(nowTicks);
    }

    @Override
    public long monotonicNanos() {
        return nowTicks * TICK;
    }

    @Override
    public long wallMillis() {
        return BOOT_SECONDS * 1_000 + nowTicks * 10;
    }

    @Override
    public void exits(List<ProcessExit> into) {
        meanwhile.run();
        into.addAll(exits);
        exits.clear();
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
