package io.openclaw.cron.examples.commandline;

/** What the library logs to the console. */
public final class ConsoleLog {
    private static final String LIBRARY_LEVEL = "org.slf4j.simpleLogger.log.io.openclaw.cron";

    private ConsoleLog() {}

    /**
     * Leaves the console to a main class that tells itself what happens: only warnings and errors are logged, unless the
     * caller has set a level. Has to come before the library is first used.
     */
    public static void warningsOnly() {
        if (System.getProperty(LIBRARY_LEVEL) == null) {
            System.setProperty(LIBRARY_LEVEL, "warn");
        }
    }
}
