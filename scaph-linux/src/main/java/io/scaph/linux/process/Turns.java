package io.scaph.linux.process;

/**
 * Whose {@code stat} is read in a pass where processes have clocks: of those who may have changed, or may have waited for
 * children. Not safe for use by several threads.
 */
final class Turns {
    /** Everybody who worked is looked at once in so many passes. */
    private static final int ROUND = 60;

    /** Passes in which one who worked is looked at anyway. */
    private static final int YOUTH = 2;

    /** How many more of those who worked are looked at: at least, and as a part of all. */
    private static final int MIN_EXTRA = 4;

    private static final int EXTRA_PART = 32;

    private int pass;
    private boolean churn;
    private int extra;
    private int cursor;

    /** The next pass begins. */
    void begin() {
        pass++;
    }

    /** The number of this pass, from 1. */
    int pass() {
        return pass;
    }

    /** Spread by the pid, so that each pass has its part; who slept when it was its turn has it when it wakes. */
    boolean isDue(ProcessEntry entry) {
        return (pass + entry.pid) % ROUND == 0 || pass - entry.lookedPass > ROUND;
    }

    boolean isYoung(ProcessEntry entry) {
        return pass - entry.firstPass <= YOUTH;
    }

    /**
     * All clocks have been read.
     *
     * @param processesCameOrWent whether anybody came or went, so that whoever worked may have waited for somebody
     * @param size how many processes there are
     * @return the index to begin with, so that everybody has a turn
     */
    int first(boolean processesCameOrWent, int size) {
        churn = processesCameOrWent;
        extra = Math.max(MIN_EXTRA, size / EXTRA_PART);
        return cursor < size ? cursor : 0;
    }

    /** Whether it is the turn of this one; to be asked in order, round about from the first. */
    boolean has(ProcessEntry entry, int index) {
        if (entry.lookedPass == pass) {
            return false;
        }
        if (mustLook(entry)) {
            return true;
        }
        if (!entry.moved() || entry.kernelThread || extra == 0) {
            return false;
        }
        if (--extra == 0) {
            cursor = index + 1;
        }
        return true;
    }

    private boolean mustLook(ProcessEntry entry) {
        // A thread of the kernel that waits for a program that it ran is found out in its turn.
        return (entry.moved() && !entry.kernelThread && (churn || isYoung(entry)))
                || entry.awaited
                || entry.isOrphan()
                || entry.parentMissed == 1
                || (entry.moved() && isDue(entry));
    }
}
