package io.openclaw.cron.jdbc.faults;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How the line to a database breaks while a step is under way.
 *
 * @param reached what of the step the server has seen
 * @param sqlState what the driver says
 */
record Fault(Reached reached, @Nullable String sqlState) {
    /** What a connection does on the wire. */
    enum Step {
        CONNECT,
        STATEMENT,
        COMMIT,
        ROLLBACK,
        CLOSE
    }

    /** What of a step the server has seen. */
    enum Reached {
        /** Nothing. */
        NOTHING,
        /** All; only the answer is lost. */
        ALL,
        /** All, but some time after the client has given up. */
        LATE
    }

    /** Decides which steps go wrong. Called by many threads at once. */
    @FunctionalInterface
    interface Plan {
        /** None does. */
        Plan NONE = step -> null;

        /** What goes wrong in a step, or null if nothing does. */
        @Nullable
        Fault at(Step step);
    }

    SQLException exception(Step step) {
        return new SQLException("The line broke at a " + step + ", the server has seen " + reached, sqlState);
    }
}
