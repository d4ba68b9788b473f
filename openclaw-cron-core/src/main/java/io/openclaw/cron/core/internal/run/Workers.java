package io.openclaw.cron.core.internal.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** Where skills run: the pool of the library, or an executor of the host's, of which no more is known. */
@FunctionalInterface
public interface Workers extends Executor {

    /** A task that can be told that it will not run. */
    interface Task extends Runnable {
        /** It will not run; a host's executor may have thrown anything. */
        void refused(Throwable reason);
    }

    /** Has tasks run, of which each is told if it is refused. Throws nothing. */
    default void executeAll(List<? extends Task> tasks) {
        for (var task : tasks) {
            try {
                execute(task);
            } catch (RuntimeException | Error refused) {
                // Where there is no memory left, for one, no thread can be had.
                task.refused(refused);
            }
        }
    }

    /** Has tasks run by a worker that will be free in a moment: this is the last thing that its task does. Throws nothing. */
    default void executeLast(List<? extends Task> tasks) {
        executeAll(tasks);
    }

    /**
     * Has a worker that has nothing to do run a task at a moment by itself, in place of the one it was to run so before: no thread has to
     * be woken by another one then.
     *
     * @param nanoTime a moment of {@link System#nanoTime}
     * @param task hands over its own tasks with {@link #executeLast}
     * @return whether one waits for it; it may be called away for another task meanwhile
     */
    default boolean runAt(long nanoTime, Runnable task) {
        return false;
    }

    /**
     * Waits until every task has a thread, but no longer than a limit.
     *
     * <p>At an instant on which a thousand jobs fire, each microsecond that claims and records take from the starts makes the
     * later ones late; and both cost less the more there is to do in one go.
     */
    default void awaitTaken(Duration limit) {}
}
