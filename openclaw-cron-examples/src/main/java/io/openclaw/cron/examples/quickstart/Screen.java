package io.openclaw.cron.examples.quickstart;

import java.io.PrintStream;
import java.util.UUID;

/** Where the quickstart tells what happens. Thread-safe. */
interface Screen {
    /** Adds a line. */
    void line(String text);

    /**
     * Shows how far an execution has come.
     *
     * @param executionId which one
     * @param percent 0 to 100
     * @param label what it does
     */
    void progress(UUID executionId, int percent, String label);

    /** Shows no more how far an execution has come. */
    void progressEnded(UUID executionId);

    /** The screen for a terminal, or for a file or pipe. */
    static Screen on(PrintStream out, boolean interactive) {
        return interactive ? new TerminalScreen(out) : new PlainScreen(out);
    }
}
