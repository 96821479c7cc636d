package io.scaph.linux.counterfile;

import io.scaph.api.internal.thread.BackgroundThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several {@link CounterFile}s, read one after the other on a separate thread. If the reading of a file does not return, it
 * blocks the caller for two seconds, once; then the file is left out. It is read again when that reading returns, or when the
 * path leads to another file. Java can't end a thread that hangs; there are at most three for each file that was found at a
 * path.
 *
 * <p>A reading that succeeds allocates nothing. An interrupt of the caller does not reach the files. For use by one thread at
 * a time.
 */
public final class CounterFiles implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(CounterFiles.class);

    /** Reading a counter takes microseconds. */
    private static final long PATIENCE_MILLIS = 2_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Path[] paths;

    // This object guards all that follows.
    private final CounterFile[] files;
    private final long[] values;
    private final @Nullable String[] failures;
    private final @Nullable Blockage[] blockages;
    private @Nullable Reader reader;
    private int next;
    private int end;
    private long startNanos;
    private boolean closed;

    /** A reading that has not returned. */
    private static final class Blockage {
        final String reason;
        /** The file that was last found at the path; null until it was looked for. */
        @Nullable
        Object file;

        boolean looking;
        boolean lookBlocked;
        boolean returned;

        Blockage(String reason) {
            this.reason = reason;
        }
    }

    /**
     * Names the files; opens nothing yet.
     *
     * @param paths the files
     */
    public CounterFiles(List<Path> paths) {
        this.paths = paths.toArray(Path[]::new);
        files = paths.stream().map(CounterFile::new).toArray(CounterFile[]::new);
        values = new long[files.length];
        failures = new @Nullable String[files.length];
        blockages = new @Nullable Blockage[files.length];
    }

    /**
     * Reads some of the files.
     *
     * @param from the index of the first
     * @param to the index after the last
     */
    public synchronized void read(int from, int to) {
        next = from;
        end = to;
        startNanos = System.nanoTime();
        if (reader == null) {
            reader = new Reader();
            reader.start();
        }
        notifyAll();
        boolean interrupted = Thread.interrupted();
        while (next < end) {
            long left = PATIENCE_MILLIS - (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
            if (left <= 0) {
                leaveOut(next);
                continue;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void leaveOut(int index) {
        Blockage blockage = blockages[index];
        if (blockage == null) {
            blockage = new Blockage(paths[index] + ": a reading has not returned for " + PATIENCE_MILLIS / 1_000
                    + " s; it is left out until it does, or until the file is replaced");
            blockages[index] = blockage;
            LOGGER.debug("{}", blockage.reason);
        }
        blockage.lookBlocked |= blockage.looking;
        failures[index] = blockage.reason;
        next = index + 1;
        startNanos = System.nanoTime();
        reader = new Reader();
        reader.start();
    }

    /**
     * Returns the last number read from a file; meaningless if there is a {@link #failure}.
     *
     * @param index the index of the file
     * @return the number, not negative
     */
    public synchronized long value(int index) {
        return values[index];
    }

    /**
     * Returns why a file has no value.
     *
     * @param index the index of the file
     * @return the reason in one line, naming the file; empty if it was read
     */
    public synchronized Optional<String> failure(int index) {
        return Optional.ofNullable(failures[index]);
    }

    /**
     * Whether a file is left out because a reading of it has not returned.
     *
     * @param index the index of the file
     * @return true until it can be read again
     */
    public synchronized boolean isBlocked(int index) {
        return blockages[index] != null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        for (int i = 0; i < files.length; i++) {
            if (blockages[i] == null) {
                files[i].close();
            }
        }
    }

    /** The index of the next file to read; negative if this thread has to stop reading. */
    private synchronized int await(Reader asking) {
        while (asking.equals(reader) && !closed && next >= end) {
            try {
                wait();
            } catch (InterruptedException e) {
                LOGGER.trace("an interrupt is ignored", e);
            }
        }
        return asking.equals(reader) && !closed ? next : -1;
    }

    /** The file to read; null if it must not be tried now. */
    private @Nullable CounterFile find(int index) {
        Blockage blockage;
        synchronized (this) {
            blockage = blockages[index];
            if (blockage == null) {
                return files[index];
            }
            if (blockage.returned) {
                return fresh(index);
            }
            if (blockage.lookBlocked) {
                return null;
            }
            blockage.looking = true;
        }
        Object found = null;
        try {
            BasicFileAttributes attributes = Files.readAttributes(paths[index], BasicFileAttributes.class);
            found = attributes.isRegularFile() ? attributes.fileKey() : null;
        } catch (IOException e) {
            LOGGER.trace("{} is not there", paths[index], e);
        }
        synchronized (this) {
            blockage.looking = false;
            boolean another = found != null && !found.equals(blockage.file);
            blockage.file = found;
            return another ? fresh(index) : null;
        }
    }

    /** A thread that hangs keeps the file that it reads. */
    private CounterFile fresh(int index) {
        files[index] = new CounterFile(paths[index]);
        return files[index];
    }

    /** Stores a result; false if the reader was given up in the meantime. */
    private synchronized boolean finish(Reader finished, int index, long value, @Nullable String failure) {
        Blockage blockage = blockages[index];
        if (!finished.equals(reader)) {
            if (blockage != null) {
                blockage.returned = true;
            }
            return false;
        }
        values[index] = value;
        failures[index] = failure;
        if (blockage != null) {
            LOGGER.debug("{}: can be read again", paths[index]);
            blockages[index] = null;
        }
        advance(index);
        return true;
    }

    private synchronized boolean skip(Reader finished, int index) {
        if (!finished.equals(reader)) {
            return false;
        }
        advance(index);
        return true;
    }

    private void advance(int index) {
        next = index + 1;
        startNanos = System.nanoTime();
        if (next >= end) {
            notifyAll();
        }
    }

    /** Reads until this reader is given up or all files are closed. */
    private final class Reader implements Runnable {
        void start() {
            BackgroundThreads.start("scaph-counters", this);
        }

        @Override
        public void run() {
            int index = await(this);
            while (index >= 0 && read(index)) {
                index = await(this);
            }
        }

        private boolean read(int index) {
            CounterFile file = find(index);
            if (file == null) {
                return skip(this, index);
            }
            long value = 0;
            String failure = null;
            try {
                value = file.read();
            } catch (IOException e) {
                failure = e.getMessage() == null ? e.toString() : e.getMessage();
            }
            boolean goesOn = finish(this, index, value, failure);
            if (!goesOn) {
                file.close();
            }
            return goesOn;
        }
    }
}
