package io.openclaw.cron.examples.skills;

import io.openclaw.cron.spi.Skill;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Takes its time and reports progress, to show live events and cancelling.
 *
 * <p>Parameter: {@code steps}, of a fifth of a second each, 1 to 100,000; 25 if absent.
 */
public final class CountdownSkill implements Skill {
    /** The skill's name. */
    public static final String NAME = "countdown";

    private static final int STEP_MILLIS = 200;
    private static final int DEFAULT_STEPS = 25;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) throws InterruptedException {
        var steps = SkillParameters.of(request).number("steps", DEFAULT_STEPS, 1, 100_000);
        // Nobody opens it: waiting for it is a pause that ends at once when the thread is interrupted.
        var never = new CountDownLatch(1);
        for (int step = 0; step < steps; step++) {
            Cancellation.stopIfAsked(context);
            context.progress("counting", (int) (100L * step / steps), (steps - step) + " to go");
            never.await(STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
        return SkillResult.of(Map.of("steps", steps));
    }
}
