package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.error.CronStoreException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exception from the database means, told from its SQLState. */
public enum DatabaseError {
    /** The database has given up a transaction so that another can go on: the same again may succeed. */
    CONFLICT,
    /** The values cannot be stored. */
    DATA,
    /** All else: it cannot be reached, is full, or was asked for nonsense. */
    OTHER;

    /** Character not in repertoire. */
    static final String NOT_UNICODE = "22021";

    private static final Set<String> READ_ONLY = Set.of("25006", "90097");
    private static final String BUSY = "the database is too busy with conflicting transactions";

    /**
     * Serialization failure, deadlock; lock timeout of H2 and of PostgreSQL; and a unique key that somebody else has taken
     * between a look and an insertion: the next look will see it.
     */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "HYT00", "55P03", "23505");

    static DatabaseError of(Throwable failure) {
        var state = stateOf(failure);
        if (state == null) {
            return OTHER;
        }
        if (CONFLICTS.contains(state)) {
            return CONFLICT;
        }
        return state.startsWith("22") || state.startsWith("23") ? DATA : OTHER;
    }

    /** Whether nothing could be written, in this session or in the whole database. */
    static boolean isReadOnly(Throwable failure) {
        var state = stateOf(failure);
        return state != null && READ_ONLY.contains(state);
    }

    /** The exception for the caller: what was tried, and the database's code; its own words are in the cause only. */
    public static CronStoreException toStoreException(String act, Throwable failure) {
        var state = stateOf(failure);
        var why = state == null ? withoutState(failure) : ": " + meaningOf(state) + " (SQLState " + state + ")";
        return new CronStoreException("The store could not " + act + why, failure);
    }

    /** Pools have no SQLState for what is theirs alone. */
    private static String withoutState(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException) {
                return ": no connection became free in time";
            }
        }
        return "";
    }

    private static String meaningOf(String state) {
        return switch (state) {
            case "53100" -> "the disk is full";
            case "25006", "90097" -> "the database is read-only";
            case "42501" -> "the database user lacks a privilege";
            case "42P01", "3F000", "90079", "42S02", "42S04" -> "its tables are not there; apply CronSchema first";
            case "25P02" -> "the transaction has failed before, and can only be rolled back";
            case "53300" -> "the database has no connection left";
            case "HYT00" -> BUSY;
            case "57P01", "57P02", "57P03" -> "the database is shutting down or starting";
            default ->
                switch (state.substring(0, 2)) {
                    case "08" -> "the database cannot be reached";
                    case "22", "23" -> "the database refuses the values";
                    case "40", "55" -> BUSY;
                    default -> "the database reports an error";
                };
        };
    }

    static @Nullable String stateOf(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
