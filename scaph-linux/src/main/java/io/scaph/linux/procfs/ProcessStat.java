package io.scaph.linux.procfs;

import java.util.Arrays;

/**
 * The text of a {@code /proc/PID/stat} (proc_pid_stat(5)), as far as it is needed here. Holds one text at a time, so that
 * thousands of processes are read without garbage. The name stands in parentheses and may itself hold parentheses,
 * blanks and newlines: it ends at the last closing one. Not safe for use by several threads.
 */
final class ProcessStat {
    private static final int UTIME = 14;
    private static final int STIME = 15;
    private static final int STARTTIME = 22;

    private byte[] text = new byte[0];
    private int nameStart;
    private int nameEnd;
    private long cpuTicks;
    private long startTicks;

    /**
     * Takes a text.
     *
     * @param buffer holds it; not to be changed until the next call
     * @param length how much of the buffer it is
     * @return false if it is no such text
     */
    boolean parse(byte[] buffer, int length) {
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
        return parseNumbers(length);
    }

    /** The name is field 2; a blank is before each further field. */
    private boolean parseNumbers(int length) {
        cpuTicks = 0;
        int field = 2;
        int at = nameEnd + 1;
        while (at < length) {
            if (text[at++] != ' ') {
                continue;
            }
            field++;
            if (field == UTIME || field == STIME) {
                cpuTicks += number(at, length);
            } else if (field == STARTTIME) {
                startTicks = number(at, length);
                return true;
            }
        }
        return false;
    }

    private long number(int from, int length) {
        long value = 0;
        for (int at = from; at < length && text[at] >= '0' && text[at] <= '9'; at++) {
            value = value * 10 + (text[at] - '0');
        }
        return value;
    }

    /** The CPU time that the process used, in all its threads, in ns. */
    long cpuNanos() {
        return cpuTicks * CpuTimes.NANOS_PER_TICK;
    }

    /** When the process started, in ticks of 10 ms since boot. */
    long startTicks() {
        return startTicks;
    }

    /** A copy of the name's bytes. */
    byte[] name() {
        return Arrays.copyOfRange(text, nameStart, nameEnd);
    }

    /** Whether the name has these bytes. */
    boolean isNamed(byte[] name) {
        return Arrays.equals(text, nameStart, nameEnd, name, 0, name.length);
    }
}
