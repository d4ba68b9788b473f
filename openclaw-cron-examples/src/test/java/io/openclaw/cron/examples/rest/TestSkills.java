package io.openclaw.cron.examples.rest;

import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.spi.SkillResult;
import java.util.Map;

/** The host's skills, and some that only tests need. */
final class TestSkills {
    /** Returns as much as is allowed. */
    static final String BIG = "big";

    /** Fails with an error that must not get out. */
    static final String BROKEN = "broken";

    private TestSkills() {}

    static SkillRegistry registry() {
        return HostSkills.registry()
                .register(BIG, (request, context) -> SkillResult.of(Map.of("text", "x".repeat(200_000))))
                .register(BROKEN, (request, context) -> {
                    throw new IllegalStateException("it broke");
                });
    }
}
