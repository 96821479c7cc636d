package io.scaph.junit.internal.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.scaph.api.internal.text.FailureText;
import java.io.IOException;
import java.io.Serial;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The baselines of a project, kept with its sources as {@code {"version": 1, "baselines": [{...}, ...]}}: sorted, and with one
 * value a line, so that a diff shows what changed. Other fields are ignored. Several JVMs may record at the same time if they
 * share the directory of the lock. Safe for use by several threads.
 */
public final class BaselineFile {
    private static final int VERSION = 1;
    private static final long MOST_BYTES = 16L << 20;
    private static final Object ONE_AT_A_TIME = new Object();

    private final Path file;

    /** Baselines can't be read or written. The message has the file, the reason and the remedy, in one line. */
    public static final class BaselineException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        BaselineException(String problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }

    /**
     * Names the file.
     *
     * @param file the file; need not exist
     */
    public BaselineFile(Path file) {
        this.file = file;
    }

    /**
     * Finds a baseline.
     *
     * @param key the test and its conditions
     * @return the baseline; empty if none was recorded
     * @throws BaselineException if the file exists and can't be read
     */
    public Optional<Baseline> find(Baseline.Key key) throws BaselineException {
        return Optional.ofNullable(read().get(key));
    }

    /**
     * Adds a baseline, or replaces the one with the same key.
     *
     * @param baseline the baseline
     * @param lock a file to lock during the update; created if it does not exist
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
                    SortedMap<Baseline.Key, Baseline> all = read();
                    all.put(baseline.key(), baseline);
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("version", VERSION);
                    json.put(
                            "baselines",
                            all.values().stream().map(BaselineFile::json).toList());
                    JsonFile.write(file, json);
                }
            } catch (IOException e) {
                throw new BaselineException(
                        file + ": can't be written: " + FailureText.reason(e) + ": make it writable", e);
            }
        }
    }

    private static Map<String, Object> json(Baseline baseline) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("test", baseline.key().test());
        json.put("machine", baseline.key().machine());
        json.put("sensor", baseline.key().sensor());
        json.put("quality", baseline.key().quality());
        json.put("policy", baseline.key().policy());
        json.put("of", baseline.key().part());
        json.put("repetitions", baseline.series().count());
        json.put("meanMicrojoules", baseline.series().mean());
        json.put("deviationMicrojoules", baseline.series().deviation());
        json.put("lowMicrojoules", baseline.ranges().low());
        json.put("highMicrojoules", baseline.ranges().high());
        return json;
    }

    private SortedMap<Baseline.Key, Baseline> read() throws BaselineException {
        SortedMap<Baseline.Key, Baseline> baselines = new TreeMap<>();
        try {
            if (!Files.exists(file)) {
                return baselines;
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new BaselineException(file + ": too long for baselines: restore or delete it", null);
            }
            Map<String, Object> json = JsonFile.read(file);
            if (field(json, "version", Integer.class) != VERSION) {
                throw new IllegalArgumentException("its version is not " + VERSION);
            }
            for (Object each : field(json, "baselines", List.class)) {
                Baseline baseline = baseline(each);
                baselines.put(baseline.key(), baseline);
            }
            return baselines;
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw changed(line, e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw changed("", String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new BaselineException(file + ": can't be read: " + FailureText.reason(e) + ": make it readable", e);
        }
    }

    private BaselineException changed(String line, String reason, Exception cause) {
        return new BaselineException(
                file + line + ": not as it was recorded: " + reason
                        + ": restore it, or delete it and record the baselines again",
                cause);
    }

    private static Baseline baseline(Object value) {
        if (!(value instanceof Map<?, ?> json)) {
            throw new IllegalArgumentException("a baseline is not an object");
        }
        return new Baseline(
                new Baseline.Key(
                        field(json, "test", String.class),
                        field(json, "machine", String.class),
                        field(json, "sensor", String.class),
                        field(json, "quality", String.class),
                        field(json, "policy", String.class),
                        field(json, "of", String.class)),
                new Series(
                        field(json, "repetitions", Number.class).intValue(),
                        number(json, "meanMicrojoules"),
                        number(json, "deviationMicrojoules")),
                new Bounds(number(json, "lowMicrojoules"), number(json, "highMicrojoules")));
    }

    private static double number(Map<?, ?> json, String field) {
        return field(json, field, Number.class).doubleValue();
    }

    private static <T> T field(Map<?, ?> json, String field, Class<T> type) {
        Object value = json.get(field);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("\"" + field + "\" is missing or not a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
