package io.scaph.linux.procfs;

import io.scaph.api.internal.text.FailureText;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The pids that a {@code /proc} lists, in ascending order. Refilled without allocation. Not safe for use by several
 * threads.
 */
public final class PidList {
    private static final int INITIAL = 256;
    /** PID_MAX_LIMIT of include/linux/threads.h has 7 digits. */
    private static final int MAX_DIGITS = 7;

    private int[] pids = new int[INITIAL];
    private int size;

    /** Removes all. */
    public void clear() {
        size = 0;
    }

    /**
     * Adds a process.
     *
     * @param pid its pid
     */
    public void add(int pid) {
        if (size == pids.length) {
            pids = Arrays.copyOf(pids, size * 2);
        }
        pids[size++] = pid;
    }

    /**
     * Replaces all by the numbers among the names in a directory.
     *
     * @param directory such as {@code /proc}
     * @throws IOException if it can't be listed; the message names it
     */
    public void readNames(Path directory) throws IOException {
        clear();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (name.length() <= MAX_DIGITS && name.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
                    add(Integer.parseInt(name));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw new IOException(directory + " can't be listed: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(directory + ": " + FailureText.reason(e), e);
        }
        sort();
    }

    /** Sorts the pids; called after the last {@link #add}. */
    public void sort() {
        Arrays.sort(pids, 0, size);
    }

    /**
     * Returns the number of processes.
     *
     * @return the number
     */
    public int size() {
        return size;
    }

    /**
     * Returns a pid.
     *
     * @param index its index
     * @return the pid
     */
    public int pid(int index) {
        return pids[index];
    }
}
