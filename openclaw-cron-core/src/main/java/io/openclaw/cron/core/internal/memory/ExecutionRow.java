package io.openclaw.cron.core.internal.memory;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.spi.JobExecution;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One execution: the present state of it, and where it is filed. Only {@link ExecutionTable} changes it. */
final class ExecutionRow implements Due {
    final JobRow job;

    /** Whether it is in the lane of executions that can be claimed. */
    boolean ready;

    /** The name of the limit that keeps it out of that lane, or null. */
    @Nullable
    String blockedBy;

    private @Nullable CronExecution value;

    ExecutionRow(JobRow job) {
        this.job = job;
    }

    CronExecution value() {
        return requireNonNull(value, "the row is not stored");
    }

    /** The present state, or null if the row is not stored. */
    @Nullable
    CronExecution valueIfStored() {
        return value;
    }

    void setValue(@Nullable CronExecution changed) {
        value = changed;
    }

    /** The fire that it stands for; not for one that no fire caused. */
    Instant fireAt() {
        return requireNonNull(value().scheduledFor(), "no fire caused it");
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
