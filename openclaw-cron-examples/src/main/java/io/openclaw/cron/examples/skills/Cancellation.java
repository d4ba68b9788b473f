package io.openclaw.cron.examples.skills;

import io.openclaw.cron.spi.SkillContext;

/** Ends a skill at the next good moment after its time is up, it was cancelled, or the node stops. */
public final class Cancellation {
    private Cancellation() {}

    /**
     * Returns if the skill may go on.
     *
     * @throws InterruptedException if it must stop
     */
    public static void stopIfAsked(SkillContext context) throws InterruptedException {
        if (Thread.interrupted() || context.isCancelled()) {
            throw new InterruptedException("stopped by request");
        }
    }
}
