package io.openclaw.cron.core.internal.memory;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a call all or nothing: knows how to undo what it has done so far, and holds back what cannot be undone until it has
 * succeeded. A planner that throws in the middle of a claim is the case that matters.
 */
final class Journal {
    private final List<Runnable> undoing = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();

    /** Remembers how to take back a step that has just been made. */
    void undoBy(Runnable step) {
        undoing.add(step);
    }

    /** Does something when the call has succeeded; it must not fail. */
    void atCommit(Runnable step) {
        held.add(step);
    }

    void commit() {
        held.forEach(Runnable::run);
        clear();
    }

    void rollBack() {
        for (var latest = undoing.size() - 1; latest >= 0; latest--) {
            undoing.get(latest).run();
        }
        clear();
    }

    private void clear() {
        undoing.clear();
        held.clear();
    }
}
