package io.scaph.junit.internal.baseline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.scaph.api.internal.text.FailureText;
import io.scaph.junit.internal.json.JsonFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The baselines of a project, kept with its sources. Sorted and with one value a line, so that a change reads well in a
 * diff. Several JVMs may record at the same time if they share the directory of the lock. Safe for use by several threads.
 */
public final class BaselineFile {
    private static final JsonFactory JSON = new JsonFactory();
    private static final long MOST_BYTES = 16L << 20;
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path file;

    /**
     * Names the file.
     *
     * @param file where the baselines are; need not exist
     */
    public BaselineFile(Path file) {
        this.file = file;
    }

    /**
     * Looks for a baseline.
     *
     * @param key what it is about
     * @return the baseline; empty if none was recorded
     * @throws BaselineException if the file is there and can't be read
     */
    public Optional<Baseline> find(BaselineKey key) throws BaselineException {
        return Optional.ofNullable(read().get(key));
    }

    /**
     * Keeps a baseline, instead of an older one about the same. Writes a new file and puts it in the place of the old one.
     *
     * @param baseline the baseline
     * @param lock a file to lock meanwhile; created if need be
     * @throws BaselineException if the file can't be read or written; the old one is then as it was
     */
    public void record(Baseline baseline, Path lock) throws BaselineException {
        synchronized (ONE_AT_A_TIME) {
            try {
                Files.createDirectories(lock.toAbsolutePath().getParent());
                try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock held = channel.lock()) {
                    if (!held.isValid()) {
                        throw new IOException("its lock was lost");
                    }
                    SortedMap<BaselineKey, Baseline> all = read();
                    all.put(baseline.key(), baseline);
                    JsonFile.write(file, json -> BaselineFormat.write(all.values(), json));
                }
            } catch (IOException e) {
                throw new BaselineException(
                        file + ": can't be written: " + FailureText.reason(e) + ": make it writable", e);
            }
        }
    }

    private SortedMap<BaselineKey, Baseline> read() throws BaselineException {
        try {
            if (!Files.exists(file)) {
                return new TreeMap<>();
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new BaselineException(file + ": too long for baselines: restore or delete it");
            }
            try (var json = JSON.createParser(Files.readAllBytes(file))) {
                return BaselineFormat.read(json);
            }
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new BaselineException(
                    file + line + ": not as it was recorded: " + e.getOriginalMessage()
                            + ": restore it, or delete it and record anew",
                    e);
        } catch (IOException e) {
            throw new BaselineException(file + ": can't be read: " + FailureText.reason(e) + ": make it readable", e);
        }
    }
}
