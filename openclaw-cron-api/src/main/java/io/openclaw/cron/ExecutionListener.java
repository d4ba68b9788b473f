package io.openclaw.cron;

import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronFailed;
import io.openclaw.cron.event.CronRetrying;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronTimeout;
import io.openclaw.cron.event.CronTriggered;
import io.openclaw.cron.event.SkillProgress;

/**
 * Hears of executions, in the process that runs them. Each method does nothing by default.
 *
 * <p>The calls come in order on one thread. A slow listener delays no execution, but may lose events, {@link
 * SkillProgress} first; what it throws is logged.
 */
public interface ExecutionListener {
    /** An attempt begins. */
    default void onTriggered(CronTriggered event) {}

    /** A skill reports how far it has come. */
    default void onProgress(SkillProgress event) {}

    /** An execution completed. */
    default void onCompleted(CronCompleted event) {}

    /** An attempt failed and will be retried. */
    default void onRetrying(CronRetrying event) {}

    /** An execution failed for good. */
    default void onFailed(CronFailed event) {}

    /** An execution ended because its last attempt took too long. */
    default void onTimeout(CronTimeout event) {}

    /** One or more fires did not run. */
    default void onSkipped(CronSkipped event) {}

    /** An execution was cancelled. */
    default void onCancelled(CronCancelled event) {}

    /**
     * Calls the method that fits the event.
     *
     * @param event any event; those that are not about an execution are passed over
     */
    default void onEvent(CronEvent event) {
        if (event instanceof CronTriggered triggered) {
            onTriggered(triggered);
        } else if (event instanceof SkillProgress progress) {
            onProgress(progress);
        } else if (event instanceof CronCompleted completed) {
            onCompleted(completed);
        } else if (event instanceof CronRetrying retrying) {
            onRetrying(retrying);
        } else if (event instanceof CronFailed failed) {
            onFailed(failed);
        } else if (event instanceof CronTimeout timeout) {
            onTimeout(timeout);
        } else if (event instanceof CronSkipped skipped) {
            onSkipped(skipped);
        } else if (event instanceof CronCancelled cancelled) {
            onCancelled(cancelled);
        }
    }
}
