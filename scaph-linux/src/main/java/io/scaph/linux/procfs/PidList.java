package io.scaph.linux.procfs;

import java.util.Arrays;

/**
 * The processes that a {@code /proc} lists, in ascending order of their pids, each with the inode number of its directory.
 * Filled again and again without garbage. Not safe for use by several threads.
 */
public final class PidList {
    private static final int INITIAL = 256;
    private static final long LOW = 0xffff_ffffL;

    /** The pid above, the inode number below: procfs gives out 32 bits (get_next_ino() of fs/inode.c). */
    private long[] packed = new long[INITIAL];

    private int size;
    private boolean sorted = true;

    public void clear() {
        size = 0;
        sorted = true;
    }

    /**
     * Adds a process.
     *
     * @param pid its pid
     * @param inode the inode number of its directory, of which the lower 32 bits count; 0 where it is not known
     */
    public void add(int pid, long inode) {
        if (size == packed.length) {
            packed = Arrays.copyOf(packed, size * 2);
        }
        sorted &= size == 0 || pid(size - 1) < pid;
        packed[size++] = (long) pid << Integer.SIZE | (inode & LOW);
    }

    /** To be called after the last {@link #add}. The kernel lists pids in order (next_tgid() of fs/proc/base.c). */
    public void sort() {
        if (!sorted) {
            Arrays.sort(packed, 0, size);
            sorted = true;
        }
    }

    public int size() {
        return size;
    }

    public int pid(int index) {
        return (int) (packed[index] >>> Integer.SIZE);
    }

    public int inode(int index) {
        return (int) packed[index];
    }
}
