package io.scaph.linux.procfs;

import io.scaph.api.internal.text.KernelText;
import io.scaph.linux.machine.CpuTimes;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@code /proc/PID/stat} (proc_pid_stat(5)). The name is in parentheses and may itself contain parentheses,
 * blanks and newlines: it ends at the last closing one.
 *
 * @param name the name; for a worker of the kernel, without its current work
 * @param isZombie whether the process has ended, and its parent has not waited for it yet
 * @param isKernelThread whether it is a thread of the kernel
 * @param parentPid the process that waits for it; 0 if that process is not visible
 * @param cpuNanos the CPU time of all its threads, in ns
 * @param reapedNanos the CPU time of the children that it waited for, and of theirs, in ns. It never falls, and grows before
 *     such a child leaves {@code /proc} (wait_task_zombie() of kernel/exit.c)
 * @param startTicks when it started, in ticks of 10 ms since boot
 */
public record ProcessStat(
        String name,
        boolean isZombie,
        boolean isKernelThread,
        int parentPid,
        long cpuNanos,
        long reapedNanos,
        long startTicks) {
    /** The longest line has about 400 bytes. */
    public static final int CAPACITY = 2_048;

    // The numbers of the fields; the name is field 2.
    private static final int NAME = 2;
    private static final int PPID = 4;
    private static final int FLAGS = 9;
    private static final int UTIME = 14;
    private static final int STIME = 15;
    private static final int CUTIME = 16;
    private static final int CSTIME = 17;
    private static final int NUM_THREADS = 20;
    private static final int STARTTIME = 22;

    /** PF_KTHREAD of include/linux/sched.h. */
    private static final long KERNEL_THREAD = 0x0020_0000;

    /**
     * Parses a text.
     *
     * @param text contains it
     * @param length its length
     * @return its content; null if it has another form
     */
    public static @Nullable ProcessStat parse(byte[] text, int length) {
        int begin = 0;
        while (begin < length && text[begin] != '(') {
            begin++;
        }
        int end = length - 1;
        while (end > begin && text[end] != ')') {
            end--;
        }
        if (end <= begin || end + 2 >= length) {
            return null;
        }
        long[] fields = new long[STARTTIME + 1];
        int field = NAME;
        for (int at = end + 1; at < length - 1 && field < STARTTIME; at++) {
            if (text[at] == ' ') {
                fields[++field] = number(text, at + 1, length);
            }
        }
        if (field < STARTTIME) {
            return null;
        }
        boolean kernelThread = (fields[FLAGS] & KERNEL_THREAD) != 0;
        byte state = text[end + 2];
        return new ProcessStat(
                KernelText.of(text, begin + 1, kernelThread ? workerNameEnd(text, begin + 1, end) : end),
                // A first thread that ended before the others also looks like a zombie.
                (state == 'Z' || state == 'X') && fields[NUM_THREADS] <= 1,
                kernelThread,
                (int) fields[PPID],
                (fields[UTIME] + fields[STIME]) * CpuTimes.NANOS_PER_TICK,
                (fields[CUTIME] + fields[CSTIME]) * CpuTimes.NANOS_PER_TICK,
                fields[STARTTIME]);
    }

    /** After the name of a worker comes its current work, which changes each time (wq_worker_comm()). */
    private static int workerNameEnd(byte[] text, int begin, int end) {
        int at = begin;
        while (at < end && text[at] != ':') {
            at++;
        }
        while (at < end && text[at] != '-' && text[at] != '+') {
            at++;
        }
        return at;
    }

    private static long number(byte[] text, int from, int length) {
        long value = 0;
        for (int at = from; at < length && text[at] >= '0' && text[at] <= '9'; at++) {
            value = value * 10 + (text[at] - '0');
        }
        return value;
    }
}
