package io.scaph.cli.log;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Standard error, with one writer for each level. In the systemd journal each line begins with its level, as
 * {@code sd-daemon(3)} describes; everywhere else all writers write plain text. The writers can be used by several threads.
 */
public final class Messages {
    /** What systemd sets: the device and inode number of the socket that it connected. */
    static final String JOURNAL_VARIABLE = "JOURNAL_STREAM";

    private static final Map<Level, Integer> PRIORITIES =
            Map.of(Level.ERROR, 3, Level.WARN, 4, Level.INFO, 6, Level.DEBUG, 7, Level.TRACE, 7);

    private final HeldOutput stream;
    private final boolean journal;
    private final Map<Level, PrintWriter> writers = new EnumMap<>(Level.class);

    /**
     * Makes writers for a stream.
     *
     * @param stream where all of them write
     * @param journal whether the stream is a journal's
     */
    public Messages(OutputStream stream, boolean journal) {
        this.stream = new HeldOutput(stream);
        this.journal = journal;
        PrintWriter plain = new PrintWriter(this.stream, true, StandardCharsets.UTF_8);
        for (Level level : Level.values()) {
            writers.put(level, journal ? new PrintWriter(prefixing(level), true, StandardCharsets.UTF_8) : plain);
        }
    }

    /** The writers of this process. */
    public static Messages onStandardError() {
        boolean journal = isJournal(System.getenv(JOURNAL_VARIABLE), Path.of("/proc/self/fd/2"));
        return new Messages(new FileOutputStream(FileDescriptor.err), journal);
    }

    /**
     * Whether a file is the journal's socket. The variable alone does not say so: children inherit it, and their standard
     * error may be a file.
     *
     * @param variable the value of {@link #JOURNAL_VARIABLE}; null if it is not set
     * @param file the file, or a link to it
     */
    static boolean isJournal(@Nullable String variable, Path file) {
        if (variable == null) {
            return false;
        }
        try {
            return variable.equals(number(file, "unix:dev") + ":" + number(file, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // Not Linux, or standard error is closed.
            return false;
        }
    }

    private static String number(Path file, String attribute) throws IOException {
        return Long.toUnsignedString(((Number) Files.getAttribute(file, attribute)).longValue());
    }

    private OutputStream prefixing(Level level) {
        return new PrefixedLines(stream, "<" + PRIORITIES.get(level) + ">");
    }

    /** A stream for what other code prints to {@code System.err}, such as the trace of an uncaught exception. */
    public PrintStream errorStream() {
        return new PrintStream(journal ? prefixing(Level.ERROR) : stream, true, StandardCharsets.UTF_8);
    }

    /** Whether lines go to the journal, which adds the time itself. */
    public boolean isJournal() {
        return journal;
    }

    /** Holds all messages back until {@link #release()}: something else draws on the terminal. */
    public void hold() {
        stream.hold();
    }

    /** Writes the messages that were held back. */
    public void release() {
        try {
            stream.release();
        } catch (IOException e) {
            // Standard error is closed.
        }
    }

    /** The writer of errors. */
    public PrintWriter error() {
        return at(Level.ERROR);
    }

    /** The writer of warnings. */
    public PrintWriter warning() {
        return at(Level.WARN);
    }

    /** The writer of informational messages. */
    public PrintWriter info() {
        return at(Level.INFO);
    }

    /** The writer of a level. */
    PrintWriter at(Level level) {
        return Objects.requireNonNull(writers.get(level));
    }

    /**
     * Puts a prefix before each line. A line is written in one piece, so that lines of several such streams do not mix. A flush
     * ends a line that has begun. Empty lines are left out.
     */
    private static final class PrefixedLines extends OutputStream {
        private final OutputStream target;
        private final byte[] prefix;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        PrefixedLines(OutputStream target, String prefix) {
            this.target = target;
            this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public synchronized void write(int octet) throws IOException {
            if (octet == '\n') {
                endLine();
                return;
            }
            if (line.size() == 0) {
                line.write(prefix, 0, prefix.length);
            }
            line.write(octet);
        }

        private void endLine() throws IOException {
            if (line.size() > 0) {
                line.write('\n');
                line.writeTo(target);
                line.reset();
            }
        }

        @Override
        public synchronized void flush() throws IOException {
            endLine();
            target.flush();
        }
    }
}
