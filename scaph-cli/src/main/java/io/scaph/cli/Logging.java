package io.scaph.cli;

/** What is logged, to standard error. To be set before the first logger is made. */
final class Logging {
    private static final String[] LEVELS = {"warn", "info", "debug", "trace"};
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    /** Whether stack traces are wanted. */
    static boolean isDetailed() {
        return Boolean.getBoolean(PREFIX + "showThreadName");
    }

    /** How often the arguments say {@code -v}; what else they say is not known yet. */
    static int verbosity(String[] arguments) {
        int count = 0;
        for (String argument : arguments) {
            if (argument.matches("-v+")) {
                count += argument.length() - 1;
            }
        }
        return count;
    }

    /** Sets the level: 0 is warnings, each further v one level more. */
    static void configure(int verbosity) {
        boolean detailed = verbosity >= 2;
        System.setProperty(PREFIX + "defaultLogLevel", LEVELS[Math.min(verbosity, LEVELS.length - 1)]);
        System.setProperty(PREFIX + "showThreadName", Boolean.toString(detailed));
        System.setProperty(PREFIX + "showLogName", Boolean.toString(detailed));
        System.setProperty(PREFIX + "showDateTime", "true");
        System.setProperty(PREFIX + "dateTimeFormat", "yyyy-MM-dd HH:mm:ss");
        System.setProperty("slf4j.internal.verbosity", "WARN");
    }
}
