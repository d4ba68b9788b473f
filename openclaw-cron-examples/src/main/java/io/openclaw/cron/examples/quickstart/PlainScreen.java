package io.openclaw.cron.examples.quickstart;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** For files and pipes: whole lines only, and progress no more than twice for an execution. */
final class PlainScreen implements Screen {
    private static final int STEP = 50;

    private final PrintStream out;
    /** Guarded by this. */
    private final Map<UUID, Integer> stepsShown = new HashMap<>();

    PlainScreen(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public synchronized void progress(UUID executionId, int percent, String label) {
        var step = percent / STEP;
        if (step > stepsShown.getOrDefault(executionId, 0)) {
            stepsShown.put(executionId, step);
            line(ProgressBar.render(percent, label, ProgressBar.FULL_WIDTH));
        }
    }

    @Override
    public synchronized void progressEnded(UUID executionId) {
        stepsShown.remove(executionId);
    }
}
