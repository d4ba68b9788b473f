package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an execution that has ended: its times as numbers, and one execution that stands for all that this one has in
 * common with others of its job. A {@link CronExecution} of its own would take three times as much, in six objects.
 */
final class EndedExecution {
    private static final long NANOS_A_MICRO = 1_000;
    private static final long MICROS_A_SECOND = 1_000_000;
    private static final long NANOS_A_SECOND = 1_000_000_000;
    /** So many seconds fit in as many nanoseconds, before and after 1970. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS_A_SECOND - 1;

    private static final long NONE = Long.MIN_VALUE;

    private final CronExecution common;
    /** All that were claimed together share it. */
    private final @Nullable UUID claimId;

    // In microseconds since 1970, or NONE.
    private final long scheduledFor;
    private final long availableAt;
    private final long startedAt;
    private final long completedAt;
    /** In nanoseconds, or NONE. */
    private final long executionTime;

    private EndedExecution(CronExecution execution, CronExecution common) {
        this.common = common;
        this.claimId = execution.claimId();
        this.scheduledFor = microsOf(execution.scheduledFor());
        this.availableAt = microsOf(execution.availableAt());
        this.startedAt = microsOf(execution.startedAt());
        this.completedAt = microsOf(execution.completedAt());
        this.executionTime = nanosOf(execution.executionTime());
    }

    /**
     * What is to be kept of an execution, or null if its times have parts of microseconds or are out of all proportion, so that it has to
     * be kept as it is.
     *
     * @param before what was kept last of an execution of the same job, or null
     */
    static @Nullable EndedExecution of(CronExecution execution, @Nullable EndedExecution before) {
        if (!exact(execution.scheduledFor())
                || !exact(execution.availableAt())
                || !exact(execution.startedAt())
                || !exact(execution.completedAt())
                || !exact(execution.executionTime())) {
            return null;
        }
        var common = before != null && alike(execution, before.common)
                ? before.common
                : with(execution, TimeOrderedId.FIRST, null, Times.NONE);
        return new EndedExecution(execution, common);
    }

    /** The execution. */
    CronExecution execution(UUID executionId) {
        var available = instantOf(availableAt);
        return with(
                common,
                executionId,
                claimId,
                new Times(
                        instantOf(scheduledFor),
                        available == null ? Instant.EPOCH : available,
                        instantOf(startedAt),
                        instantOf(completedAt),
                        executionTime == NONE ? null : Duration.ofNanos(executionTime)));
    }

    /** The execution but for its id, its claim and its times. */
    CronExecution common() {
        return common;
    }

    /** Its fire, or null. */
    @Nullable
    Instant scheduledFor() {
        return instantOf(scheduledFor);
    }

    /** {@link #scheduledFor} in microseconds since 1970; there must be one. */
    long fireMicros() {
        return present(scheduledFor);
    }

    /** When it ended, or null if nobody knows. */
    @Nullable
    Instant completedAt() {
        return instantOf(completedAt);
    }

    /** {@link #completedAt} in microseconds since 1970; there must be one. */
    long endMicros() {
        return present(completedAt);
    }

    /**
     * An instant in microseconds since 1970, rounded down; the same for all that are out of all proportion on one side. So a later
     * instant never has a lower number, but may have the same.
     */
    static long microsAt(Instant instant) {
        var seconds = instant.getEpochSecond();
        return Math.abs(seconds) <= MOST_SECONDS
                ? seconds * MICROS_A_SECOND + instant.getNano() / NANOS_A_MICRO
                : Long.signum(seconds) * (MOST_SECONDS + 1) * MICROS_A_SECOND;
    }

    private record Times(
            @Nullable Instant scheduledFor,
            Instant availableAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            @Nullable Duration executionTime) {
        static final Times NONE = new Times(null, Instant.EPOCH, null, null, null);
    }

    private static CronExecution with(CronExecution execution, UUID executionId, @Nullable UUID claimId, Times times) {
        return new CronExecution(
                executionId,
                execution.jobId(),
                execution.organizationId(),
                execution.userId(),
                execution.skillName(),
                execution.skillParams(),
                execution.status(),
                execution.trigger(),
                times.scheduledFor,
                execution.skippedUntil(),
                execution.skippedCount(),
                execution.priority(),
                execution.inTurn(),
                times.availableAt,
                times.startedAt,
                times.completedAt,
                times.executionTime,
                execution.attempt(),
                execution.recoveries(),
                execution.node(),
                execution.fence(),
                claimId,
                execution.cancelRequestedAt(),
                execution.progress(),
                execution.result(),
                execution.error(),
                execution.tokensUsed(),
                execution.costCents(),
                execution.startedBeforeChange());
    }

    /** Whether two have all in common but their ids, claims and times. */
    private static boolean alike(CronExecution one, CronExecution other) {
        return one.jobId().equals(other.jobId())
                && one.organizationId().equals(other.organizationId())
                && one.userId().equals(other.userId())
                && one.skillName().equals(other.skillName())
                && one.skillParams().equals(other.skillParams())
                && one.status() == other.status()
                && one.trigger() == other.trigger()
                && Objects.equals(one.skippedUntil(), other.skippedUntil())
                && one.skippedCount() == other.skippedCount()
                && one.priority() == other.priority()
                && one.inTurn() == other.inTurn()
                && one.attempt() == other.attempt()
                && one.recoveries() == other.recoveries()
                && Objects.equals(one.node(), other.node())
                && one.fence() == other.fence()
                && Objects.equals(one.cancelRequestedAt(), other.cancelRequestedAt())
                && Objects.equals(one.progress(), other.progress())
                && Objects.equals(one.result(), other.result())
                && Objects.equals(one.error(), other.error())
                && one.tokensUsed() == other.tokensUsed()
                && one.costCents() == other.costCents()
                && one.startedBeforeChange() == other.startedBeforeChange();
    }

    private static boolean exact(@Nullable Instant instant) {
        return instant == null
                || (instant.getNano() % NANOS_A_MICRO == 0 && Math.abs(instant.getEpochSecond()) <= MOST_SECONDS);
    }

    private static boolean exact(@Nullable Duration duration) {
        return duration == null || Math.abs(duration.toSeconds()) <= MOST_SECONDS;
    }

    private static long microsOf(@Nullable Instant instant) {
        return instant == null ? NONE : microsAt(instant);
    }

    private static long present(long micros) {
        if (micros == NONE) {
            throw new NullPointerException("There is no such time");
        }
        return micros;
    }

    private static @Nullable Instant instantOf(long micros) {
        return micros == NONE
                ? null
                : Instant.ofEpochSecond(
                        Math.floorDiv(micros, MICROS_A_SECOND), Math.floorMod(micros, MICROS_A_SECOND) * NANOS_A_MICRO);
    }

    private static long nanosOf(@Nullable Duration duration) {
        return duration == null ? NONE : duration.toNanos();
    }
}
