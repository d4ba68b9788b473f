package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.rules.CappedSum;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a skill sees of its attempt. */
final class RunContext implements SkillContext {
    private static final int STAGE_LENGTH = 255;
    private static final int MESSAGE_LENGTH = 4_000;

    private final CronExecution reserved;
    private final Supplier<Instant> deadline;
    private final Attempt attempt;
    private final Consumer<CronProgress> onProgress;
    private final AtomicReference<Usage> used = new AtomicReference<>(Usage.NONE);

    /**
     * What the skill of the next attempt will see.
     *
     * @param reserved the execution before that attempt
     * @param deadline when its time is over, which is known when it has begun
     */
    RunContext(CronExecution reserved, Supplier<Instant> deadline, Attempt attempt, Consumer<CronProgress> onProgress) {
        this.reserved = reserved;
        this.deadline = deadline;
        this.attempt = attempt;
        this.onProgress = onProgress;
    }

    /** What its skill has reported in this attempt. */
    private record Usage(long tokens, long cents) {
        static final Usage NONE = new Usage(0, 0);

        Usage plus(Usage more) {
            return new Usage(CappedSum.of(tokens, more.tokens), CappedSum.of(cents, more.cents));
        }
    }

    @Override
    public UUID executionId() {
        return reserved.executionId();
    }

    @Override
    public long fence() {
        return reserved.fence();
    }

    @Override
    public int attempt() {
        return reserved.attempt() + 1;
    }

    @Override
    public @Nullable Instant scheduledTime() {
        return reserved.scheduledFor();
    }

    @Override
    public Instant deadline() {
        return deadline.get();
    }

    @Override
    public boolean isCancelled() {
        return attempt.stopReason() != null;
    }

    @Override
    public void progress(String stage, int percent, String message) {
        onProgress.accept(new CronProgress(cut(stage, STAGE_LENGTH), percent, cut(message, MESSAGE_LENGTH)));
    }

    @Override
    public void usage(long tokens, long cost) {
        if (tokens < 0 || cost < 0) {
            throw new IllegalArgumentException(
                    "usage is " + tokens + " tokens and " + cost + " cents; neither may be negative");
        }
        used.accumulateAndGet(new Usage(tokens, cost), Usage::plus);
    }

    /** Whether its skill has used anything. */
    boolean usageReported() {
        return !used().equals(Usage.NONE);
    }

    long tokensUsed() {
        return CappedSum.of(reserved.tokensUsed(), used().tokens);
    }

    long costCents() {
        return CappedSum.of(reserved.costCents(), used().cents);
    }

    private Usage used() {
        return Objects.requireNonNull(used.get());
    }

    /** Plain Java callers may pass null in spite of the annotations. */
    private static String cut(@Nullable String text, int length) {
        return text == null ? "" : KeptText.of(text, length);
    }
}
