package io.scaph.cli.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** The log of this process: its level, its layout, and where it goes. Used by all threads. */
public final class Logging {
    private static final Level[] LEVELS = {Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private static volatile Level lowest = Level.WARN;
    private static volatile Messages messages = Messages.onStandardError();

    private Logging() {}

    /** Sets the output of the log. */
    public static void writeTo(Messages target) {
        messages = target;
    }

    /**
     * Sets the level.
     *
     * @param verbosity 0 for warnings; one level more for each further one
     */
    public static void configure(int verbosity) {
        lowest = LEVELS[Math.min(verbosity, LEVELS.length - 1)];
    }

    /** Whether stack traces, threads and names of loggers are wanted. */
    public static boolean isDetailed() {
        return isEnabled(Level.DEBUG);
    }

    public static boolean isEnabled(Level level) {
        return level.toInt() >= lowest.toInt();
    }

    /** Writes one event, in one piece. */
    static void write(String logger, Level level, String message, @Nullable Throwable cause) {
        Messages target = messages;
        StringWriter text = new StringWriter();
        if (!target.isJournal()) {
            text.append(TIME.format(LocalDateTime.now(ZoneId.systemDefault()))).append(' ');
        }
        if (isDetailed()) {
            text.append('[').append(Thread.currentThread().getName()).append("] ");
        }
        text.append(level.name()).append(' ');
        if (isDetailed()) {
            text.append(logger).append(" - ");
        }
        text.append(message);
        if (cause != null) {
            text.append(System.lineSeparator());
            cause.printStackTrace(new PrintWriter(text));
        }
        target.at(level).println(text.toString().stripTrailing());
    }
}
