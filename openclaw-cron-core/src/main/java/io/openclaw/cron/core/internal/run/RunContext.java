package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.rules.CappedSum;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a skill sees of its attempt. */
final class RunContext implements SkillContext {
    private static final int STAGE_LENGTH = 255;
    private static final int MESSAGE_LENGTH = 4_000;

    private final CronExecution execution;
    private final Instant deadline;
    private final BooleanSupplier cancelled;
    private final Consumer<CronProgress> onProgress;
    private final AtomicLong tokensUsed;
    private final AtomicLong costCents;

    RunContext(
            CronExecution execution, Instant deadline, BooleanSupplier cancelled, Consumer<CronProgress> onProgress) {
        this.execution = execution;
        this.deadline = deadline;
        this.cancelled = cancelled;
        this.onProgress = onProgress;
        this.tokensUsed = new AtomicLong(execution.tokensUsed());
        this.costCents = new AtomicLong(execution.costCents());
    }

    @Override
    public UUID executionId() {
        return execution.executionId();
    }

    @Override
    public long fence() {
        return execution.fence();
    }

    @Override
    public int attempt() {
        return execution.attempt();
    }

    @Override
    public @Nullable Instant scheduledTime() {
        return execution.scheduledFor();
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
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
        tokensUsed.accumulateAndGet(tokens, CappedSum::of);
        costCents.accumulateAndGet(cost, CappedSum::of);
    }

    /** Whether its skill has used anything. */
    boolean usageReported() {
        return tokensUsed.get() != execution.tokensUsed() || costCents.get() != execution.costCents();
    }

    long tokensUsed() {
        return tokensUsed.get();
    }

    long costCents() {
        return costCents.get();
    }

    /** Plain Java callers may pass null in spite of the annotations. */
    private static String cut(@Nullable String text, int length) {
        return text == null ? "" : KeptText.of(text, length);
    }
}
