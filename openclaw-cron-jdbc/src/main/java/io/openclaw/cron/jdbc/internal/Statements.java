package io.openclaw.cron.jdbc.internal;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.CaseStrategy;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * How statements are written and how their values travel.
 *
 * <p>Rows of many keys are found by a join, of arrays or of a query with the table, and on H2 never by {@code (a, b) IN (SELECT ...)}: for
 * that it goes through the whole table and evaluates what is within anew for each row.
 */
final class Statements {
    /**
     * How a row of statistics is added to on a conflict: counts add up, also those of each class of durations. Other sums stay at
     * what a bigint holds: a backlog of months is that late in all, a skill may report anything, and outcomes are to be recorded all the same. What starts early,
     * by a clock that is behind, is late by less than nothing.
     */
    private static final String ADD_ROLLUP = """
            completed = t.completed + excluded.completed, failed = t.failed + excluded.failed,
            timeout = t.timeout + excluded.timeout, skipped = t.skipped + excluded.skipped,
            cancelled = t.cancelled + excluded.cancelled,
            duration_counts = ARRAY(
              SELECT coalesce(c.one, 0) + coalesce(c.other, 0)
              FROM unnest(t.duration_counts, excluded.duration_counts) WITH ORDINALITY AS c (one, other, class)
              ORDER BY c.class),
            duration_sum_us =
              least(t.duration_sum_us, 9223372036854775807 - greatest(excluded.duration_sum_us, 0))
                + excluded.duration_sum_us,
            duration_max_us = greatest(t.duration_max_us, excluded.duration_max_us),
            lateness_sum_us =
              least(t.lateness_sum_us, 9223372036854775807 - greatest(excluded.lateness_sum_us, 0))
                + excluded.lateness_sum_us,
            lateness_max_us = greatest(t.lateness_max_us, excluded.lateness_max_us),
            started = t.started + excluded.started,
            tokens_used =
              least(t.tokens_used, 9223372036854775807 - greatest(excluded.tokens_used, 0)) + excluded.tokens_used,
            cost_cents =
              least(t.cost_cents, 9223372036854775807 - greatest(excluded.cost_cents, 0)) + excluded.cost_cents""";

    /**
     * What a row of {@code cron_next_runs} has to look up in its job. Not EXISTS, for which PostgreSQL may read all jobs and hash
     * them.
     */
    private static final String OF_JOB = """
            (SELECT j.<column> FROM <schema>.cron_jobs j
             WHERE j.organization_id = n.organization_id AND j.job_id = n.job_id)""";

    /**
     * Whether a waiting execution that is in turn has its turn: none of its job that is live is earlier, or in turn and owned. An
     * earlier one can be inserted later, by a process whose clock is behind.
     */
    private static final String HAS_TURN = """
            NOT EXISTS (
              SELECT 1 FROM <schema>.skill_executions f
              WHERE f.organization_id = e.organization_id AND f.job_id = e.job_id
                AND f.status IN ('pending', 'running') AND f.execution_id < e.execution_id)
            AND NOT EXISTS (
              SELECT 1 FROM <schema>.skill_executions f
              WHERE f.organization_id = e.organization_id AND f.job_id = e.job_id
                AND f.status IN ('pending', 'running') AND f.in_turn AND f.node_id IS NOT NULL)
            AND NOT EXISTS (
              SELECT 1 FROM <schema>.cron_claimed_fires c
              WHERE c.organization_id = e.organization_id AND c.job_id = e.job_id
                AND (c.in_turn OR c.execution_id < e.execution_id))""";

    /** Whether no execution refers to parameters {@code p}. One that refers to earlier ones of the job keeps these too, for as long as it stays. */
    private static final String UNUSED = """
            (SELECT 1 FROM <schema>.skill_executions e
             WHERE e.organization_id = p.organization_id AND e.job_id = p.job_id AND e.execution_id < :createdBefore
               AND e.job_version <= p.last_version LIMIT 1) IS NULL""";

    private Statements() {}

    static Jdbi configure(Jdbi jdbi, Dialect dialect, String schema) {
        jdbi.installPlugin(new SqlObjectPlugin());
        // Values of rows are nobody's business in a log.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        // H2 has names of columns in capitals, of which a Turkish default locale would make other small letters.
        jdbi.getConfig(ReflectionMappers.class).setCaseChange(CaseStrategy.LOWER);
        jdbi.define("schema", schema);
        jdbi.define("schemaText", "'" + schema + "'");
        jdbi.define("jobColumns", StoredJob.columns(dialect).replace("<schema>", schema));
        jdbi.define("definition", StoredJob.DEFINITION);
        jdbi.define("busy", StoredJob.BUSY.replace("<schema>", schema));
        jdbi.define("jobTables", StoredJob.tables(dialect).replace("<schema>", schema));
        jdbi.define("jobTablesOfKeys", StoredJob.tablesOfKeys(dialect).replace("<schema>", schema));
        jdbi.define("executionColumns", ExecutionMapper.COLUMNS.replace("<schema>", schema));
        jdbi.define("storedExecutionColumns", ExecutionMapper.STORED_COLUMNS);
        jdbi.define("fireColumns", ClaimedFire.COLUMNS);
        jdbi.define("fireExecutionColumns", ClaimedFire.AS_EXECUTION);
        jdbi.define("storedFireExecutionColumns", ClaimedFire.AS_STORED_EXECUTION);
        jdbi.define("rollupColumns", RollupMapper.COLUMNS);
        jdbi.define("addRollup", ADD_ROLLUP);
        jdbi.define(
                "addRollupOfPlace",
                ADD_ROLLUP
                        .replace("excluded.duration_counts", "CAST(u.duration_counts AS bigint[])")
                        .replace("excluded.", "u."));
        jdbi.define(
                "dueColumns",
                NextRunDao.Due.COLUMNS.replace("<place>", dialect.fragments().get("place")));
        jdbi.define("skillOfJob", OF_JOB.replace("<column>", "skill_name").replace("<schema>", schema));
        jdbi.define("overlapOfJob", OF_JOB.replace("<column>", "overlap_policy").replace("<schema>", schema));
        jdbi.define("hasTurn", HAS_TURN.replace("<schema>", schema));
        jdbi.define("unused", UNUSED.replace("<schema>", schema));
        dialect.fragments().forEach((name, fragment) -> jdbi.define(name, fragment.replace("<schema>", schema)));
        jdbi.registerArgument(new InstantArgument());
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine(dialect == Dialect.POSTGRESQL ? new ArrayRows() : new Attributes())
                .setSqlParser(new NamedParameters());
        if (dialect == Dialect.POSTGRESQL) {
            jdbi.registerArgument(new BinaryArrays());
        }
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(String.class, "varchar");
        jdbi.registerArrayType(Instant.class, "timestamptz");
        jdbi.registerArrayType(Boolean.class, "bool");
        jdbi.registerArrayType(Integer.class, "int4");
        jdbi.registerArrayType(Long.class, "int8");
        jdbi.registerArrayType(Long[].class, "bigint array");
        jdbi.registerArrayType(Double.class, "float8");
        jdbi.registerRowMapper(StoredJob.class, StoredJob.MAPPER);
        jdbi.registerRowMapper(NextRunDao.Due.class, NextRunDao.Due.MAPPER);
        jdbi.registerRowMapper(NextRunDao.Fire.class, NextRunDao.Fire.MAPPER);
        jdbi.registerRowMapper(StoredJob.Definition.class, StoredJob.Definition.MAPPER);
        jdbi.registerRowMapper(StatisticsPlaces.Place.class, StatisticsPlaces.Place.MAPPER);
        jdbi.registerRowMapper(RollupRow.class, new RollupMapper());
        jdbi.registerRowMapper(RollupSum.Row.class, new RollupSum.Row.Mapper());
        jdbi.registerRowMapper(io.openclaw.cron.CronExecution.class, new ExecutionMapper());
        jdbi.registerRowMapper(ClaimedFire.class, new ClaimedFire.Mapper());
        return jdbi;
    }

    /** Not through {@code java.sql.Timestamp}, which loses an hour a year in the default zone of the process. */
    private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
        InstantArgument() {
            super(Types.TIMESTAMP_WITH_TIMEZONE);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setObject(position, value.atOffset(ZoneOffset.UTC));
        }
    }
}
