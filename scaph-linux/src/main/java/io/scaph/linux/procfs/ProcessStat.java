package io.scaph.linux.procfs;

import io.scaph.linux.machine.CpuTimes;
import java.util.Arrays;

/**
 * The text of a {@code /proc/PID/stat} (proc_pid_stat(5)), as far as it is needed here. Holds one text at a time, so that
 * thousands of processes are read without garbage. The name stands in parentheses and may itself hold parentheses,
 * blanks and newlines: it ends at the last closing one. Not safe for use by several threads.
 */
public final class ProcessStat {
    private static final int STATE = 3;
    private static final int PPID = 4;
    private static final int FLAGS = 9;
    private static final int UTIME = 14;
    private static final int STIME = 15;
    private static final int CUTIME = 16;
    private static final int CSTIME = 17;
    private static final int NUM_THREADS = 20;
    private static final int STARTTIME = 22;
    private static final int VSIZE = 23;
    private static final int RSS = 24;

    /** PF_KTHREAD of include/linux/sched.h. */
    private static final long KERNEL_THREAD = 0x0020_0000;

    private byte[] text = new byte[0];
    private int nameStart;
    private int nameEnd;
    private boolean zombie;
    private int parentPid;
    private boolean kernelThread;
    private long cpuTicks;
    private long reapedTicks;
    private long startTicks;
    private long virtualBytes;
    private long residentPages;

    /**
     * Takes a text.
     *
     * @param buffer holds it; not to be changed until the next call
     * @param length how much of the buffer it is
     * @return false if it is no such text
     */
    public boolean parse(byte[] buffer, int length) {
        text = buffer;
        nameStart = 0;
        while (nameStart < length && buffer[nameStart] != '(') {
            nameStart++;
        }
        nameStart++;
        nameEnd = length - 1;
        while (nameEnd > nameStart && buffer[nameEnd] != ')') {
            nameEnd--;
        }
        if (nameEnd <= nameStart - 1 || nameEnd >= length || buffer[Math.max(0, nameEnd)] != ')') {
            return false;
        }
        return parseNumbers(length) && cutName();
    }

    /** A worker of the kernel has behind its name what it works on, which is another thing each time (wq_worker_comm()). */
    private boolean cutName() {
        if (kernelThread) {
            int at = nameStart;
            while (at < nameEnd && text[at] != ':') {
                at++;
            }
            while (at < nameEnd && text[at] != '-' && text[at] != '+') {
                at++;
            }
            nameEnd = at;
        }
        return true;
    }

    /** The name is field 2; a blank is before each further field. */
    private boolean parseNumbers(int length) {
        cpuTicks = 0;
        reapedTicks = 0;
        virtualBytes = 0;
        int field = 2;
        int at = nameEnd + 1;
        while (at < length) {
            if (text[at++] != ' ' || at == length) {
                continue;
            }
            switch (++field) {
                case STATE -> zombie = text[at] == 'Z' || text[at] == 'X';
                // A first thread that ended before the others looks like a zombie too.
                case NUM_THREADS -> zombie &= number(at, length) <= 1;
                case PPID -> parentPid = (int) number(at, length);
                case FLAGS -> kernelThread = (number(at, length) & KERNEL_THREAD) != 0;
                case UTIME, STIME -> cpuTicks += number(at, length);
                case CUTIME, CSTIME -> reapedTicks += number(at, length);
                case STARTTIME -> startTicks = number(at, length);
                case VSIZE -> virtualBytes = number(at, length);
                case RSS -> {
                    residentPages = number(at, length);
                    return true;
                }
                default -> {
                    // Not needed.
                }
            }
        }
        residentPages = 0;
        return field >= STARTTIME;
    }

    private long number(int from, int length) {
        long value = 0;
        for (int at = from; at < length && text[at] >= '0' && text[at] <= '9'; at++) {
            value = value * 10 + (text[at] - '0');
        }
        return value;
    }

    /** The CPU time that the process used, in all its threads, in ns. */
    public long cpuNanos() {
        return cpuTicks * CpuTimes.NANOS_PER_TICK;
    }

    /**
     * The CPU time of the children that ended and were waited for, and of theirs, in ns. Never falls, and grows in the
     * moment in which a child is waited for, which is before that one leaves {@code /proc} (wait_task_zombie() of
     * kernel/exit.c).
     */
    public long reapedNanos() {
        return reapedTicks * CpuTimes.NANOS_PER_TICK;
    }

    /** Whether it has ended, and waits to be waited for. Its own children have another parent by then. */
    public boolean isZombie() {
        return zombie;
    }

    /** Whether it is a thread of the kernel's own. */
    public boolean isKernelThread() {
        return kernelThread;
    }

    /** Who waits for it: its parent, or whoever took it over when that ended; 0 if that is nobody to be seen. */
    public int parentPid() {
        return parentPid;
    }

    /** Its address space, in bytes; 0 if the text does not tell. */
    public long virtualBytes() {
        return virtualBytes;
    }

    /** Its resident memory, in pages; 0 if the text does not tell. */
    public long residentPages() {
        return residentPages;
    }

    /** When the process started, in ticks of 10 ms since boot. */
    public long startTicks() {
        return startTicks;
    }

    /** A copy of the name's bytes. */
    public byte[] name() {
        return Arrays.copyOfRange(text, nameStart, nameEnd);
    }

    /** Whether the name has these bytes. */
    public boolean isNamed(byte[] name) {
        return Arrays.equals(text, nameStart, nameEnd, name, 0, name.length);
    }
}
