package io.openclaw.cron.examples.skills;

import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** An attempt without an engine: remembers progress, and can be cancelled. */
public final class FakeSkillContext implements SkillContext {
    public static final UUID JOB = new UUID(7, 1);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final int attempt;
    private final List<Integer> percents = new ArrayList<>();
    private Consumer<Integer> onProgress = percent -> {};
    private volatile boolean cancelled;

    public FakeSkillContext() {
        this(1);
    }

    public FakeSkillContext(int attempt) {
        this.attempt = attempt;
    }

    public static SkillRequest request(String skill, Map<String, Object> parameters) {
        return new SkillRequest(skill, parameters, JOB, "a job", "an organization", "a user");
    }

    public FakeSkillContext cancelled() {
        cancelled = true;
        return this;
    }

    public FakeSkillContext onProgress(Consumer<Integer> action) {
        onProgress = action;
        return this;
    }

    public List<Integer> percents() {
        return percents;
    }

    @Override
    public UUID executionId() {
        return new UUID(7, 2);
    }

    @Override
    public long fence() {
        return 1;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Instant scheduledTime() {
        return NOON;
    }

    @Override
    public Instant deadline() {
        return NOON.plusSeconds(300);
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void progress(String stage, int percent, String message) {
        percents.add(percent);
        onProgress.accept(percent);
    }

    @Override
    public void usage(long tokens, long costCents) {}
}
