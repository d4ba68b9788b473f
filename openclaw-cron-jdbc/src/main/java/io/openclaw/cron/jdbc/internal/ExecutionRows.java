package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Executions as columns; each method is one of them, bound by its name. */
public final class ExecutionRows {
    private final Arrays<CronExecution> rows;
    private final Map<UUID, String> blocked;

    ExecutionRows(List<CronExecution> executions) {
        this(executions, Map.of());
    }

    /**
     * Executions to be written.
     *
     * @param blocked the names of the limits that some of them wait for
     */
    ExecutionRows(List<CronExecution> executions, Map<UUID, String> blocked) {
        this.rows = new Arrays<>(executions);
        this.blocked = blocked;
    }

    public @Nullable String[] organizationIds() {
        return rows.texts(CronExecution::organizationId);
    }

    public @Nullable UUID[] executionIds() {
        return rows.ids(CronExecution::executionId);
    }

    public @Nullable UUID[] jobIds() {
        return rows.ids(CronExecution::jobId);
    }

    public @Nullable String[] userIds() {
        return rows.texts(CronExecution::userId);
    }

    public @Nullable String[] skillNames() {
        return rows.texts(CronExecution::skillName);
    }

    public @Nullable String[] inputParams() {
        return rows.texts(execution -> Json.write(execution.skillParams()));
    }

    public @Nullable String[] outputResults() {
        return rows.texts(execution -> Json.writeOrNull(execution.result()));
    }

    public @Nullable String[] statuses() {
        return rows.texts(execution -> Names.of(execution.status()));
    }

    public @Nullable String[] triggers() {
        return rows.texts(execution -> Names.of(execution.trigger()));
    }

    public @Nullable Instant[] scheduledFors() {
        return rows.instants(CronExecution::scheduledFor);
    }

    public @Nullable Instant[] skippedUntils() {
        return rows.instants(CronExecution::skippedUntil);
    }

    public Long[] skippedCounts() {
        return rows.numbers(CronExecution::skippedCount);
    }

    public Integer[] priorities() {
        return rows.integers(CronExecution::priority);
    }

    public Boolean[] inTurns() {
        return rows.flags(CronExecution::inTurn);
    }

    public @Nullable Instant[] availableAts() {
        return rows.instants(CronExecution::availableAt);
    }

    public @Nullable Instant[] startedAts() {
        return rows.instants(CronExecution::startedAt);
    }

    public @Nullable Instant[] completedAts() {
        return rows.instants(CronExecution::completedAt);
    }

    public @Nullable Double[] executionTimes() {
        return rows.fractions(execution -> millis(execution.executionTime()));
    }

    public Integer[] attempts() {
        return rows.integers(CronExecution::attempt);
    }

    public Integer[] recoveries() {
        return rows.integers(CronExecution::recoveries);
    }

    public @Nullable String[] nodeNames() {
        return rows.texts(execution -> ofNullable(execution.node(), NodeId::name));
    }

    public @Nullable UUID[] nodeIds() {
        return rows.ids(execution -> ofNullable(execution.node(), NodeId::incarnation));
    }

    public Long[] fences() {
        return rows.numbers(CronExecution::fence);
    }

    public @Nullable UUID[] claimIds() {
        return rows.ids(CronExecution::claimId);
    }

    public @Nullable Instant[] cancelRequestedAts() {
        return rows.instants(CronExecution::cancelRequestedAt);
    }

    public @Nullable Integer[] progresses() {
        return rows.integersOrNull(execution -> ofNullable(execution.progress(), CronProgress::percent));
    }

    public @Nullable String[] progressStages() {
        return rows.texts(execution -> ofNullable(execution.progress(), CronProgress::stage));
    }

    public @Nullable String[] progressMessages() {
        return rows.texts(execution -> ofNullable(execution.progress(), CronProgress::message));
    }

    public Long[] tokensUsed() {
        return rows.numbers(CronExecution::tokensUsed);
    }

    public Long[] costCents() {
        return rows.numbers(CronExecution::costCents);
    }

    public @Nullable String[] errorCodes() {
        return rows.texts(execution -> ofNullable(execution.error(), CronExecutionError::code));
    }

    public @Nullable String[] errorMessages() {
        return rows.texts(execution -> ofNullable(execution.error(), CronExecutionError::message));
    }

    public @Nullable String[] errorStacks() {
        return rows.texts(execution -> ofNullable(execution.error(), CronExecutionError::stack));
    }

    public Boolean[] startedBeforeChanges() {
        return rows.flags(CronExecution::startedBeforeChange);
    }

    public @Nullable String[] blockedBys() {
        return rows.texts(execution -> blocked.get(execution.executionId()));
    }

    private static @Nullable Double millis(@Nullable Duration duration) {
        return duration == null ? null : RollupRow.micros(duration) / ExecutionMapper.MICROS_A_MILLI;
    }

    private static <T, V> @Nullable V ofNullable(@Nullable T part, Function<T, @Nullable V> column) {
        return part == null ? null : column.apply(part);
    }
}
