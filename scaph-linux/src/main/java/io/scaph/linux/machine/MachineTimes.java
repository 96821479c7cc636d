package io.scaph.linux.machine;

import io.scaph.linux.counterfile.HeldFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What all CPUs together did in addition to running processes, from {@code /proc/stat} (proc_stat(5)), read again and again
 * without allocation. Each time is a clock that never goes back, even if CPUs come and go, and although the kernel's own idle
 * times sometimes go back: the growth of each CPU is added up, and a CPU that returns counts from its value at that moment.
 * Not safe for use by several threads.
 */
public final class MachineTimes implements AutoCloseable {
    private static final int INITIAL_CAPACITY = 1 << 13;
    /** The longest line is that of the interrupts, with a number for each; a longer line is not from {@code stat}. */
    private static final int MAX_CAPACITY = 1 << 24;

    // The positions of the numbers after the name of a CPU.
    private static final int IDLE = 3;
    private static final int IOWAIT = 4;
    private static final int IRQ = 5;
    private static final int SOFTIRQ = 6;
    private static final int STEAL = 7;

    private static final byte[] CPU = {'c', 'p', 'u'};
    private static final byte[] BOOT_TIME = {'b', 't', 'i', 'm', 'e', ' '};
    private static final byte[] PROCESSES = {'p', 'r', 'o', 'c', 'e', 's', 's', 'e', 's', ' '};

    /** The last reading of each CPU, by its number; {@code reading} is 0 for one that was never seen. */
    private static final class Cpus {
        private long[] idle = new long[0];
        private long[] interrupts = new long[0];
        private long[] stolen = new long[0];
        private int[] reading = new int[0];

        void make(int count) {
            if (count > reading.length) {
                idle = Arrays.copyOf(idle, count);
                interrupts = Arrays.copyOf(interrupts, count);
                stolen = Arrays.copyOf(stolen, count);
                reading = Arrays.copyOf(reading, count);
            }
        }
    }

    private final HeldFile file;
    private ByteBuffer text = ByteBuffer.allocate(INITIAL_CAPACITY);
    private int length;
    private int at;

    private final Cpus last = new Cpus();
    private int reading;
    private int onlineCpus;
    private long idleTicks;
    private long interruptTicks;
    private long stolenTicks;
    private long forks = -1;
    private long bootSeconds = -1;

    /**
     * Names the file; opens nothing yet.
     *
     * @param procfs the root of {@code /proc}
     */
    public MachineTimes(Path procfs) {
        file = new HeldFile(procfs.resolve("stat"));
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it can't be read or does not describe CPUs; the message names the file and the reason
     */
    public void read() throws IOException {
        length = file.read(text);
        while (length == text.capacity() && length < MAX_CAPACITY) {
            text = ByteBuffer.allocate(length * 2);
            length = file.read(text);
        }
        parse();
        if (onlineCpus == 0) {
            throw new IOException(file.path() + ": it has no line for a CPU");
        }
    }

    private void parse() {
        reading++;
        onlineCpus = 0;
        forks = -1;
        at = 0;
        while (at < length) {
            if (begins(BOOT_TIME)) {
                at += BOOT_TIME.length;
                bootSeconds = number();
            } else if (begins(PROCESSES)) {
                at += PROCESSES.length;
                forks = number();
            } else if (begins(CPU)) {
                at += CPU.length;
                // The sum over all CPUs has no number, and includes CPUs that are offline.
                if (at < length && text.get(at) != ' ') {
                    cpu((int) number());
                }
            }
            while (at < length && text.get(at++) != '\n') {
                // To the next line.
            }
        }
    }

    private void cpu(int number) {
        long idle = 0;
        long interrupts = 0;
        long stolen = 0;
        for (int i = 0; i <= STEAL && at < length && text.get(at) == ' '; i++) {
            at++;
            long ticks = number();
            switch (i) {
                case IDLE, IOWAIT -> idle += ticks;
                case IRQ, SOFTIRQ -> interrupts += ticks;
                case STEAL -> stolen = ticks;
                default -> {
                    // Work of processes, which their own clocks measure better.
                }
            }
        }
        onlineCpus++;
        last.make(number + 1);
        if (reading == 1 || last.reading[number] == reading - 1) {
            idleTicks += Math.max(0, idle - last.idle[number]);
            interruptTicks += Math.max(0, interrupts - last.interrupts[number]);
            stolenTicks += Math.max(0, stolen - last.stolen[number]);
        }
        last.idle[number] = idle;
        last.interrupts[number] = interrupts;
        last.stolen[number] = stolen;
        last.reading[number] = reading;
    }

    private boolean begins(byte[] word) {
        return Arrays.equals(text.array(), at, Math.min(length, at + word.length), word, 0, word.length);
    }

    private long number() {
        long number = 0;
        for (; at < length && text.get(at) >= '0' && text.get(at) <= '9'; at++) {
            number = number * 10 + (text.get(at) - '0');
        }
        return number;
    }

    /**
     * Returns how many CPUs are online.
     *
     * @return the number of CPUs that had a line in the last reading
     */
    public int onlineCpus() {
        return onlineCpus;
    }

    /**
     * Returns the time that they were idle, including waiting for I/O.
     *
     * @return the time in ns
     */
    public long idleNanos() {
        return idleTicks * CpuTimes.NANOS_PER_TICK;
    }

    /**
     * Returns the time in which they had work but a hypervisor ran other machines.
     *
     * @return the time in ns
     */
    public long stolenNanos() {
        return stolenTicks * CpuTimes.NANOS_PER_TICK;
    }

    /**
     * Returns the time that they handled interrupts, immediate or deferred.
     *
     * @return the time in ns
     */
    public long interruptNanos() {
        return interruptTicks * CpuTimes.NANOS_PER_TICK;
    }

    /**
     * Returns how many processes and threads were created since boot.
     *
     * @return the number; -1 if the file does not contain it
     */
    public long forks() {
        return forks;
    }

    /**
     * Returns when the machine was booted.
     *
     * @return the time in seconds since 1970; -1 if the file does not contain it
     */
    public long bootSeconds() {
        return bootSeconds;
    }

    @Override
    public void close() {
        file.close();
    }
}
