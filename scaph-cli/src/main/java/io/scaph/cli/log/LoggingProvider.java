package io.scaph.cli.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** Connects SLF4J to {@link Logging}. Markers and contexts have no effect, as without a provider. Loaded by SLF4J only. */
public final class LoggingProvider extends NOP_FallbackServiceProvider {
    /** For {@code ServiceLoader}. */
    public LoggingProvider() {}

    @Override
    public ILoggerFactory getLoggerFactory() {
        return Log::new;
    }

    /** A logger without state: all of them have the level of {@link Logging}. */
    private static final class Log extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        Log(String name) {
            this.name = name;
        }

        @Override
        public boolean isTraceEnabled() {
            return Logging.isEnabled(Level.TRACE);
        }

        @Override
        public boolean isDebugEnabled() {
            return Logging.isEnabled(Level.DEBUG);
        }

        @Override
        public boolean isInfoEnabled() {
            return Logging.isEnabled(Level.INFO);
        }

        @Override
        public boolean isWarnEnabled() {
            return Logging.isEnabled(Level.WARN);
        }

        @Override
        public boolean isErrorEnabled() {
            return Logging.isEnabled(Level.ERROR);
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
            Logging.write(name, level, MessageFormatter.basicArrayFormat(message, arguments), cause);
        }
    }
}
