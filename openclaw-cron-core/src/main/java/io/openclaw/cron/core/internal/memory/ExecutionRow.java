package io.openclaw.cron.core.internal.memory;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One execution: the present state of it, and where it is filed. Only {@link ExecutionTable} changes it. */
final class ExecutionRow implements Due {
    /** In the order of their creation. */
    static final Comparator<ExecutionRow> BY_ID = (one, other) -> one.compareId(other.idHigh, other.idLow);

    // Each look at a row that has ended would make an instant, were they compared by instants; so they are only where
    // the numbers are equal.

    /** By their fires; for those that fires caused. */
    static final Comparator<ExecutionRow> BY_FIRE =
            Comparator.comparingLong(ExecutionRow::fireMicros).thenComparing(ExecutionRow::fireAt);

    /** By the times at which they ended; for those that have ended. */
    static final Comparator<ExecutionRow> BY_END = Comparator.comparingLong(ExecutionRow::endMicros)
            .thenComparing(ExecutionRow::completedAt)
            .thenComparing(BY_ID);

    final JobRow job;
    private final long idHigh;
    private final long idLow;

    /** Whether it is in the lane of executions that can be claimed. */
    boolean ready;

    /** The name of the limit that keeps it out of that lane, or null. */
    @Nullable
    String blockedBy;

    /** The present state, unless it is kept as one that has ended, or the row is not stored. */
    private @Nullable CronExecution value;

    private @Nullable EndedExecution ended;

    ExecutionRow(JobRow job, UUID executionId) {
        this.job = job;
        this.idHigh = executionId.getMostSignificantBits();
        this.idLow = executionId.getLeastSignificantBits();
    }

    /** The present state; of one that has ended it is made anew at each call. */
    CronExecution value() {
        return requireNonNull(valueIfStored(), "the row is not stored");
    }

    /** The present state, or null if the row is not stored. */
    @Nullable
    CronExecution valueIfStored() {
        return ended == null ? value : ended.execution(new UUID(idHigh, idLow));
    }

    /** The present state, but that the id, the claim and the times may be missing. */
    CronExecution outline() {
        return ended == null ? value() : ended.common();
    }

    /** Whether it is stored and waits for a node. */
    boolean waits() {
        return waiting(value);
    }

    void setValue(@Nullable CronExecution changed) {
        ended = live(changed) || changed == null ? null : job.executions().kept(changed);
        value = ended == null ? changed : null;
    }

    /** How its id compares with another one, in the order of their creation. */
    int compareId(UUID other) {
        return compareId(other.getMostSignificantBits(), other.getLeastSignificantBits());
    }

    private int compareId(long high, long low) {
        return TimeOrderedId.compare(idHigh, idLow, high, low);
    }

    /** The fire that it stands for; not for one that no fire caused. */
    Instant fireAt() {
        return requireNonNull(ended == null ? value().scheduledFor() : ended.scheduledFor(), "no fire caused it");
    }

    /** How its fire compares with an instant. */
    int compareFire(Instant other) {
        var byMicros = Long.compare(fireMicros(), EndedExecution.microsAt(other));
        return byMicros != 0 ? byMicros : fireAt().compareTo(other);
    }

    private long fireMicros() {
        return ended == null ? EndedExecution.microsAt(fireAt()) : ended.fireMicros();
    }

    private long endMicros() {
        return ended == null ? EndedExecution.microsAt(completedAt()) : ended.endMicros();
    }

    /** When it ended; for one that has. */
    Instant completedAt() {
        return requireNonNull(ended == null ? value().completedAt() : ended.completedAt(), "it has not ended");
    }

    JobExecution withJob() {
        return new JobExecution(value(), job.snapshot());
    }

    static boolean live(@Nullable CronExecution execution) {
        return execution != null && !execution.status().isFinal();
    }

    static boolean waiting(@Nullable CronExecution execution) {
        return live(execution) && requireNonNull(execution).node() == null;
    }

    /** Whether it stands for a fire, and has never been started as far as the store knows. */
    static boolean neverStarted(CronExecution execution) {
        return execution.status() == CronExecutionStatus.PENDING
                && execution.scheduledFor() != null
                && execution.startedAt() == null;
    }

    @Override
    public Instant dueAt() {
        return value().availableAt();
    }

    @Override
    public UUID dueId() {
        return value().executionId();
    }

    @Override
    public String skillName() {
        return value().skillName();
    }

    @Override
    public String organizationId() {
        return value().organizationId();
    }
}
