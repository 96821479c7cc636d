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

    /** The monitor of this object guards the entries and all that follows. */
    private final List<Entry> entries;

    /** The thread that reads; any other one that still runs was given up. */
    private @Nullable Thread reader;

    private int next;
    private int end;
    private long startNanos;
    private boolean closed;

    /** A file with the result of its last reading. */
    private static final class Entry {
        final Path path;
        CounterFile file;
        long value;

        @Nullable
        String failure;

        @Nullable
        Blockage blockage;

        Entry(Path path) {
            this.path = path;
            file = new CounterFile(path);
        }
    }

    /** A reading that has not returned. */
    private static final class Blockage {
        /** The file that was last found at the path; null until it was looked for. */
        @Nullable
        Object file;

        boolean looking;
        boolean lookBlocked;
        boolean returned;
    }

    /**
     * Names the files; opens nothing yet.
     *
     * @param paths the files
     */
    public CounterFiles(List<Path> paths) {
        entries = paths.stream().map(Entry::new).toList();
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
            startReader();
        }
        notifyAll();
        boolean interrupted = Thread.interrupted();
        while (next < end) {
            long left = PATIENCE_MILLIS - (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
            if (left <= 0) {
                leaveOut(entries.get(next));
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

    private void startReader() {
        reader = BackgroundThreads.start("scaph-counters", this::readUntilGivenUp);
    }

    private void leaveOut(Entry entry) {
        if (entry.blockage == null) {
            entry.blockage = new Blockage();
            entry.failure = entry.path + ": a reading has not returned for " + PATIENCE_MILLIS / 1_000
                    + " s; it is left out until it does, or until the file is replaced";
            LOGGER.debug("{}", entry.failure);
        }
        entry.blockage.lookBlocked |= entry.blockage.looking;
        advance();
        startReader();
    }

    private void advance() {
        next++;
        startNanos = System.nanoTime();
        if (next >= end) {
            notifyAll();
        }
    }

    /**
     * Returns the last number read from a file; meaningless if there is a {@link #failure}.
     *
     * @param index the index of the file
     * @return the number, not negative
     */
    public synchronized long value(int index) {
        return entries.get(index).value;
    }

    /**
     * Returns why a file has no value.
     *
     * @param index the index of the file
     * @return the reason in one line, naming the file; empty if it was read
     */
    public synchronized Optional<String> failure(int index) {
        return Optional.ofNullable(entries.get(index).failure);
    }

    /**
     * Whether a file is left out because a reading of it has not returned.
     *
     * @param index the index of the file
     * @return true until it can be read again
     */
    public synchronized boolean isBlocked(int index) {
        return entries.get(index).blockage != null;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        for (Entry entry : entries) {
            if (entry.blockage == null) {
                entry.file.close();
            }
        }
    }

    private void readUntilGivenUp() {
        for (Entry entry = await(); entry != null; entry = await()) {
            CounterFile file = find(entry);
            long value = 0;
            String failure = null;
            try {
                value = file == null ? 0 : file.read();
            } catch (IOException e) {
                failure = e.getMessage() == null ? e.toString() : e.getMessage();
            }
            if (!finish(entry, file, value, failure) && file != null) {
                file.close();
            }
        }
    }

    private boolean isGivenUp() {
        return !Thread.currentThread().equals(reader);
    }

    /** The next file to read; null if this thread has to stop reading. */
    private synchronized @Nullable Entry await() {
        while (!isGivenUp() && !closed && next >= end) {
            try {
                wait();
            } catch (InterruptedException e) {
                LOGGER.trace("an interrupt is ignored", e);
            }
        }
        return isGivenUp() || closed ? null : entries.get(next);
    }

    /** The file to read; null if it must not be tried now. */
    private @Nullable CounterFile find(Entry entry) {
        Blockage blockage;
        synchronized (this) {
            blockage = entry.blockage;
            if (blockage == null) {
                return entry.file;
            }
            if (blockage.returned) {
                return fresh(entry);
            }
            if (blockage.lookBlocked) {
                return null;
            }
            blockage.looking = true;
        }
        Object found = null;
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry.path, BasicFileAttributes.class);
            found = attributes.isRegularFile() ? attributes.fileKey() : null;
        } catch (IOException e) {
            LOGGER.trace("{} is not there", entry.path, e);
        }
        synchronized (this) {
            blockage.looking = false;
            boolean another = found != null && !found.equals(blockage.file);
            blockage.file = found;
            return another ? fresh(entry) : null;
        }
    }

    /** A thread that hangs keeps the file that it reads. */
    private static CounterFile fresh(Entry entry) {
        entry.file = new CounterFile(entry.path);
        return entry.file;
    }

    /** Stores a result, unless the file was left out; returns false if the reader was given up in the meantime. */
    private synchronized boolean finish(Entry entry, @Nullable CounterFile file, long value, @Nullable String failure) {
        if (isGivenUp()) {
            if (file != null && entry.blockage != null) {
                entry.blockage.returned = true;
            }
            return false;
        }
        if (file != null) {
            entry.value = value;
            entry.failure = failure;
            if (entry.blockage != null) {
                LOGGER.debug("{}: can be read again", entry.path);
                entry.blockage = null;
            }
        }
        advance();
        return true;
    }
}
