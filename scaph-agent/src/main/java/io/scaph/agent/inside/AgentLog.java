package io.scaph.agent.inside;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** The log of the agent: one line on standard error for each event. Loaded by SLF4J, in the agent's class loader only. */
public final class AgentLog extends NOP_FallbackServiceProvider {
    private static volatile Level lowest = Level.ERROR;

    /** For {@code ServiceLoader}. */
    public AgentLog() {}

    /** Sets the level for all loggers. */
    static void configure(Level level) {
        lowest = level;
    }

    /** Reports what the user must know, in one line. Control characters could move the cursor of a terminal. */
    static void report(String line) {
        System.err.println("scaph agent: " + line.replaceAll("\\p{Cntrl}+", " "));
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Log::new;
    }

    private static final class Log extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        Log(String name) {
            this.name = name;
        }

        private static boolean isEnabled(Level level) {
            return level.toInt() >= lowest.toInt();
        }

        @Override
        public boolean isTraceEnabled() {
            return isEnabled(Level.TRACE);
        }

        @Override
        public boolean isDebugEnabled() {
            return isEnabled(Level.DEBUG);
        }

        @Override
        public boolean isInfoEnabled() {
            return isEnabled(Level.INFO);
        }

        @Override
        public boolean isWarnEnabled() {
            return isEnabled(Level.WARN);
        }

        @Override
        public boolean isErrorEnabled() {
            return isEnabled(Level.ERROR);
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable cause) {
            String trace = cause == null || lowest.toInt() > Level.DEBUG.toInt() ? "" : " (" + cause + ")";
            report(level + " " + MessageFormatter.basicArrayFormat(message, arguments) + trace);
        }
    }
}
