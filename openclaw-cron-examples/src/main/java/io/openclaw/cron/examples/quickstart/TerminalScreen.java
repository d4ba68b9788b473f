package io.openclaw.cron.examples.quickstart;

import java.io.PrintStream;
import java.util.UUID;

/** For terminals: lines scroll, and below them one line shows the latest progress. */
final class TerminalScreen implements Screen {
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;
    /** Whose progress is shown, and how; null if none is. Both guarded by this. */
    private UUID shown;

    private String bar;

    TerminalScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void line(String text) {
        if (shown == null) {
            out.println(text);
        } else {
            out.print(CLEAR_LINE + text + System.lineSeparator() + bar);
        }
        out.flush();
    }

    @Override
    public synchronized void progress(UUID executionId, int percent, String label) {
        shown = executionId;
        bar = ProgressBar.render(percent, label, ProgressBar.FULL_WIDTH);
        out.print(CLEAR_LINE + bar);
        out.flush();
    }

    @Override
    public synchronized void progressEnded(UUID executionId) {
        if (executionId.equals(shown)) {
            shown = null;
            bar = null;
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
