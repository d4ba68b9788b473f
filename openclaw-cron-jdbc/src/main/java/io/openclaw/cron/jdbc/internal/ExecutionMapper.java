package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads an execution. */
final class ExecutionMapper implements RowMapper<CronExecution> {
    private static final String ALL_BUT_PARAMETERS = """
            e.organization_id, e.execution_id, e.job_id, e.user_id, e.skill_name, e.output_result, e.status, e.trigger,
            e.scheduled_for, e.skipped_until, e.skipped_count, e.priority, e.in_turn, e.available_at, e.started_at,
            e.completed_at, e.execution_time_ms, e.attempt, e.recoveries, e.node_name, e.node_id, e.fence, e.claim_id,
            e.cancel_requested_at, e.progress, e.progress_stage, e.progress_message, e.tokens_used, e.cost_cents,
            e.error_code, e.error_message, e.error_stack, e.started_before_change""";

    /**
     * What to select, in the order that is read here. All places in which parameters may be are looked at by one statement, which sees
     * the job and what it has left behind as they were at one moment: between two of them the job may be changed.
     */
    static final String COLUMNS = ALL_BUT_PARAMETERS + """
            , coalesce(
              e.input_params,
              (SELECT p.skill_params FROM <schema>.cron_job_params p
               WHERE p.organization_id = e.organization_id AND p.job_id = e.job_id AND p.last_version >= e.job_version
               ORDER BY p.last_version LIMIT 1),
              (SELECT j.skill_params FROM <schema>.cron_jobs j
               WHERE j.organization_id = e.organization_id AND j.job_id = e.job_id)) AS input_params""";

    /** All that {@link #COLUMNS} need to know of an execution, to select them from that. */
    static final String STORED_COLUMNS = ALL_BUT_PARAMETERS + ", e.input_params, e.job_version";

    static final double MICROS_A_MILLI = 1_000;
    static final long NANOS_A_MICRO = 1_000;

    @Override
    public CronExecution map(ResultSet row, StatementContext context) throws SQLException {
        var columns = new Columns(row);
        var organizationId = columns.text();
        return CronExecution.builder(columns.id(), columns.id(), organizationId, columns.text())
                .skillName(columns.text())
                .result(Json.readOrNull(columns.textOrNull()))
                .status(Names.parse(CronExecutionStatus.class, columns.text()))
                .trigger(Names.parse(CronTrigger.class, columns.text()))
                .scheduledFor(columns.instantOrNull())
                .skippedUntil(columns.instantOrNull())
                .skippedCount(columns.number())
                .priority(columns.integer())
                .inTurn(columns.flag())
                .availableAt(columns.instant())
                .startedAt(columns.instantOrNull())
                .completedAt(columns.instantOrNull())
                .executionTime(duration(columns.fractionOrNull()))
                .attempt(columns.integer())
                .recoveries(columns.integer())
                .node(node(columns))
                .fence(columns.number())
                .claimId(columns.idOrNull())
                .cancelRequestedAt(columns.instantOrNull())
                .progress(progress(columns))
                .tokensUsed(columns.number())
                .costCents(columns.number())
                .error(error(columns))
                .startedBeforeChange(columns.flag())
                .skillParams(Json.read(columns.text()))
                .build();
    }

    private static @Nullable Duration duration(@Nullable Double millis) {
        return millis == null ? null : Duration.ofNanos(Math.round(millis * MICROS_A_MILLI) * NANOS_A_MICRO);
    }

    private static @Nullable NodeId node(Columns columns) throws SQLException {
        var name = columns.textOrNull();
        var incarnation = columns.idOrNull();
        return name == null || incarnation == null ? null : new NodeId(name, incarnation);
    }

    private static @Nullable CronProgress progress(Columns columns) throws SQLException {
        var percent = columns.integerOrNull();
        var stage = columns.textOrNull();
        var message = columns.textOrNull();
        return percent == null || stage == null || message == null ? null : new CronProgress(stage, percent, message);
    }

    private static @Nullable CronExecutionError error(Columns columns) throws SQLException {
        var code = columns.textOrNull();
        var message = columns.textOrNull();
        var stack = columns.textOrNull();
        return code == null || message == null ? null : new CronExecutionError(code, message, stack);
    }
}
