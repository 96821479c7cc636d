package io.scaph.linux.procfs;

import io.scaph.api.internal.own.CpuClocks;
import io.scaph.api.internal.own.JvmClocks;
import io.scaph.api.internal.text.KernelPath;
import io.scaph.linux.environment.SystemFiles;
import io.scaph.linux.jna.CLibrary;
import io.scaph.linux.jna.NativeCode;
import io.scaph.linux.jna.NativeMemory;
import io.scaph.linux.machine.CpuTimes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes by system calls: the directory by {@code getdents64}, and CPU times by the clock of each process
 * (clock_getcpuclockid(3)), to the nanosecond and at a tenth of the cost of a {@code stat}. The kernel looks up the clock
 * by the pid in the reader's own pid namespace, so the {@code /proc} must belong to that namespace.
 *
 * <p>Holds one descriptor, for the directory. Lists and clocks allocate nothing.
 */
public final class NativeAccess implements ProcessAccess {
    private static final Logger LOGGER = LoggerFactory.getLogger(NativeAccess.class);

    /** About 2,000 entries at a time. */
    private static final int CAPACITY = 1 << 16;

    // asm-generic/errno-base.h, the same on x86, ARM and RISC-V.
    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    private static final int ESRCH = 3;
    private static final int EINTR = 4;
    private static final int EACCES = 13;

    // fcntl.h; O_DIRECTORY differs between architectures and is not needed.
    private static final int O_RDONLY = 0;
    private static final int O_CLOEXEC = 0x80000;
    private static final int AT_FDCWD = -100;
    private static final int SEEK_SET = 0;
    private static final int CLOSED = -1;

    private static final int CLOCK_BOOTTIME = 7;
    /** CPUCLOCK_SCHED of include/linux/posix-timers_types.h: the run time from the scheduler, for a whole process. */
    private static final int CPUCLOCK_SCHED = 2;

    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    // struct linux_dirent64 of getdents64(2).
    private static final int DIRENT_LENGTH = 16;
    private static final int DIRENT_NAME = 19;

    private final Path procfs;
    private final long getdents;
    /** Below 0 once it is closed, because its number may already belong to another file. */
    private int directory;

    private final ByteBuffer buffer = NativeMemory.allocate(CAPACITY);
    private final long bufferAddress = NativeMemory.address(buffer);
    private final ByteBuffer path = NativeMemory.allocate(256);
    private final long pathAddress = NativeMemory.address(path);
    private final ByteBuffer time = NativeMemory.allocate(2 * Long.BYTES);
    private final long timeAddress = NativeMemory.address(time);
    private @Nullable ExitEvents events;

    private NativeAccess(Path procfs, long getdents) throws IOException {
        this.procfs = procfs;
        this.getdents = getdents;
        directory = CLibrary.check(
                procfs + " can't be opened",
                NativeMemory.callWith(
                        KernelPath.raw(procfs), at -> CLibrary.openat(AT_FDCWD, at, O_RDONLY | O_CLOEXEC)));
    }

    /**
     * Opens it where it can be used.
     *
     * @param procfs the root of {@code /proc}
     * @return it, open
     * @throws IOException if it can't be used; the message is the reason, in one line
     */
    public static NativeAccess open(Path procfs) throws IOException {
        long getdents = NativeCode.systemCall("getdents64", 217, 61);
        if (!isOwnNamespace(procfs)) {
            throw new IOException(procfs + " is of another pid namespace");
        }
        NativeCode.load();
        NativeAccess access = new NativeAccess(procfs, getdents);
        if (access.cpuNanos((int) ProcessHandle.current().pid()) < 0) {
            access.close();
            throw new IOException("this kernel does not show the CPU clocks of processes");
        }
        return access;
    }

    /**
     * Whether pids in this {@code /proc} are pids of our own namespace: {@code NSpid} in {@code status} lists the pids of
     * a process in the namespace of the mount and in all namespaces below it, down to its own (proc_pid_status(5)).
     */
    public static boolean isOwnNamespace(Path procfs) {
        Map<String, String> status = SystemFiles.keyed(procfs.resolve("self").resolve("status"));
        // A kernel without pid namespaces does not write that line.
        String pids = status.getOrDefault("NSpid", status.getOrDefault("Pid", ""));
        return pids.equals(Long.toString(ProcessHandle.current().pid()));
    }

    @Override
    public void list(PidList pids) throws IOException {
        pids.clear();
        CLibrary.lseek(directory, 0, SEEK_SET);
        int length = entries();
        while (length > 0) {
            int at = 0;
            while (at < length) {
                int pid = number(at + DIRENT_NAME);
                if (pid > 0) {
                    pids.add(pid);
                }
                at += buffer.getShort(at + DIRENT_LENGTH) & 0xffff;
            }
            length = entries();
        }
        if (length < 0) {
            throw new IOException(procfs + " can't be listed: errno " + -length);
        }
        pids.sort();
    }

    /** The number of bytes of directory entries read, 0 at the end, or the errno made negative. */
    private int entries() {
        return CLibrary.orErrno(CLibrary.syscall(getdents, directory, bufferAddress, CAPACITY, 0, 0));
    }

    /** The number that a name consists of; 0 if the name is not a number. */
    private int number(int from) {
        int number = 0;
        for (int at = from; buffer.get(at) != 0; at++) {
            int digit = buffer.get(at) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    @Override
    public boolean hasClocks() {
        return true;
    }

    @Override
    public long cpuNanos(int pid) {
        // make_process_cpuclock() of include/linux/posix-timers.h.
        return clockNanos(~pid << 3 | CPUCLOCK_SCHED);
    }

    @Override
    public Optional<CpuClocks> ownClocks() {
        CpuClocks jvm = new JvmClocks();
        return Optional.of(new CpuClocks() {
            @Override
            public long processNanos() {
                // To the microsecond (CLOCKS_PER_SEC of clock(3)); the JVM's own clock advances in steps of 10 ms
                // (times(2)).
                long micros = CLibrary.clock();
                return micros < 0 ? jvm.processNanos() : micros * NANOS_PER_MICRO;
            }

            @Override
            public long threadNanos() {
                return jvm.threadNanos();
            }
        });
    }

    private long clockNanos(int clock) {
        return CLibrary.clock_gettime(clock, timeAddress) == 0
                ? time.getLong(0) * NANOS_PER_SECOND + time.getLong(Long.BYTES)
                : GONE;
    }

    @Override
    public int read(int pid, String file, byte[] into) throws IOException {
        path.put(0, (pid + "/" + file + '\0').getBytes(StandardCharsets.US_ASCII));
        int descriptor = CLibrary.orErrno(CLibrary.openat(directory, pathAddress, O_RDONLY | O_CLOEXEC));
        if (descriptor < 0) {
            return gone(-descriptor, pid, file);
        }
        int capacity = Math.min(CAPACITY, into.length);
        int length;
        do {
            length = CLibrary.orErrno(CLibrary.read(descriptor, bufferAddress, capacity));
        } while (length == -EINTR);
        CLibrary.close(descriptor);
        if (length < 0) {
            return gone(-length, pid, file);
        }
        buffer.get(0, into, 0, length);
        return length;
    }

    private int gone(int errno, int pid, String file) throws IOException {
        if (errno == ENOENT || errno == ESRCH || errno == EACCES || errno == EPERM) {
            return GONE;
        }
        // No descriptors or no memory: this must not look as if all processes had ended.
        throw new IOException(procfs + "/" + pid + "/" + file + ": errno " + errno);
    }

    @Override
    public long bootTicks() {
        // Not /proc/uptime, which in some containers shows the uptime of the container (lxcfs).
        return clockNanos(CLOCK_BOOTTIME) / CpuTimes.NANOS_PER_TICK;
    }

    /**
     * Lets the kernel report processes that end, if it can.
     *
     * @param sysfs the root of {@code /sys}
     */
    public void reportExits(Path sysfs) {
        try {
            events = new ExitEvents(sysfs);
        } catch (IOException e) {
            LOGGER.debug("processes that end are charged to their parents: {}", e.getMessage());
        }
    }

    @Override
    public void exits(List<ProcessExit> exits) {
        if (events != null) {
            events.drain(exits);
        }
    }

    @Override
    public void close() {
        if (directory >= 0) {
            if (events != null) {
                events.close();
                events = null;
            }
            CLibrary.close(directory);
            directory = CLOSED;
        }
    }
}
