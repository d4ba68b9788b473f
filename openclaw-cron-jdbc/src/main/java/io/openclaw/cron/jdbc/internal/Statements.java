package io.openclaw.cron.jdbc.internal;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/** How statements are written and how their values travel. */
final class Statements {
    private Statements() {}

    static Jdbi configure(Jdbi jdbi, Dialect dialect, String schema) {
        jdbi.installPlugin(new SqlObjectPlugin());
        // Values of rows are nobody's business in a log.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        jdbi.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
        jdbi.define("schema", schema);
        jdbi.define("jobColumns", StoredJob.COLUMNS);
        jdbi.define("jobTables", StoredJob.TABLES.replace("<schema>", schema));
        jdbi.define("executionColumns", ExecutionMapper.COLUMNS);
        dialect.fragments().forEach(jdbi::define);
        jdbi.registerArgument(new InstantArgument());
        jdbi.registerArrayType(UUID.class, "uuid");
        jdbi.registerArrayType(String.class, "varchar");
        jdbi.registerArrayType(OffsetDateTime.class, "timestamptz");
        jdbi.registerArrayType(Boolean.class, "bool");
        jdbi.registerArrayType(Integer.class, "int4");
        jdbi.registerArrayType(Long.class, "int8");
        jdbi.registerArrayType(Double.class, "float8");
        jdbi.registerRowMapper(StoredJob.class, StoredJob.MAPPER);
        jdbi.registerRowMapper(io.openclaw.cron.CronExecution.class, new ExecutionMapper());
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
