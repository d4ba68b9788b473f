package io.openclaw.cron.jdbc.faults;

import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillExecutor;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Skills that do what their names say, and remember every call. Thread-safe. */
final class SkillCalls implements SkillExecutor {
    static final List<String> NAMES = List.of("quick", "quick", "quick", "slow", "flaky", "broken", "endless");

    private final Collection<Call> calls = new ConcurrentLinkedQueue<>();

    /**
     * A call that has ended.
     *
     * @param scheduledAt for which time
     * @param fence by which claim
     * @param attempt which attempt it was
     * @param began in elapsed nanoseconds
     * @param ended in elapsed nanoseconds
     */
    record Call(UUID jobId, UUID executionId, Instant scheduledAt, long fence, int attempt, long began, long ended) {}

    /** All calls that have ended. */
    List<Call> ended() {
        return List.copyOf(calls);
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) throws Exception {
        var began = System.nanoTime();
        try {
            return run(request.skillName(), context);
        } finally {
            calls.add(new Call(
                    request.jobId(),
                    context.executionId(),
                    context.scheduledTime(),
                    context.fence(),
                    context.attempt(),
                    began,
                    System.nanoTime()));
        }
    }

    private static SkillResult run(String skill, SkillContext context) throws Exception {
        switch (skill) {
            case "quick" -> context.usage(3, 1);
            case "slow" -> pass(200);
            case "flaky" -> failIf(context.attempt() == 1);
            case "broken" -> failIf(true);
            case "endless" -> pass(60_000);
            default -> throw new IllegalArgumentException(skill);
        }
        return SkillResult.of(Map.of("attempt", context.attempt()));
    }

    /** Takes its time, unless it is interrupted. */
    private static void pass(long millis) throws InterruptedException {
        if (new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nobody counts down");
        }
    }

    private static void failIf(boolean fails) {
        if (fails) {
            throw new IllegalStateException("as it shall");
        }
    }
}
