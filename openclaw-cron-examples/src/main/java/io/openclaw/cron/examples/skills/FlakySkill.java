package io.openclaw.cron.examples.skills;

import io.openclaw.cron.spi.Skill;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.util.Map;

/**
 * Fails in the first attempts of each execution and then succeeds, to show retries.
 *
 * <p>Parameter: {@code failures}, how many attempts fail, 0 to 100; 2 if absent.
 */
public final class FlakySkill implements Skill {
    /** The skill's name. */
    public static final String NAME = "flaky";

    private static final int DEFAULT_FAILURES = 2;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) {
        var failures = SkillParameters.of(request).number("failures", DEFAULT_FAILURES, 0, 100);
        if (context.attempt() <= failures) {
            throw SkillException.temporary(
                    "not_yet", "attempt " + context.attempt() + " fails on purpose, as do the first " + failures);
        }
        return SkillResult.of(Map.of("attempts", context.attempt()));
    }
}
