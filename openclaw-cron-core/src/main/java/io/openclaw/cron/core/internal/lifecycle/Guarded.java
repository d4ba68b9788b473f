package io.openclaw.cron.core.internal.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task whose failure is logged instead of silently ending whatever runs it. */
public final class Guarded implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Guarded.class);

    private final String what;
    private final Runnable task;

    /** Guards a task. */
    public Guarded(String what, Runnable task) {
        this.what = what;
        this.task = task;
    }

    @Override
    public void run() {
        run(what, task);
    }

    /** Runs a task now; what it throws is logged. */
    public static void run(String what, Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            log.error("The {} failed; it goes on, but this is a defect", what, failure);
        }
    }
}
