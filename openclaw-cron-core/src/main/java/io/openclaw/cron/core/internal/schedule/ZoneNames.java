package io.openclaw.cron.core.internal.schedule;

import io.openclaw.cron.CronFieldError;
import io.openclaw.cron.error.InvalidCronExpressionException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads the names of time zones, all that {@link ZoneId#of(String)} takes. */
final class ZoneNames {
    /** The longest name of the time zone database has 32 characters. */
    static final int MAX_LENGTH = 64;

    private static final String ALLOWED =
            "allowed are the names of the time zone database, such as Europe/Oslo, and fixed offsets, such as +02:00";

    private ZoneNames() {}

    /**
     * Reads a zone's name.
     *
     * @throws InvalidCronExpressionException if there is no such zone
     */
    static ZoneId read(String expression, String name) {
        var problem = problem(name);
        if (problem.isPresent()) {
            throw new InvalidCronExpressionException(expression, List.of(problem.get()));
        }
        return ZoneId.of(name);
    }

    /** What is wrong with a zone's name; empty if nothing is. */
    static Optional<CronFieldError> problem(String name) {
        if (name.isBlank()) {
            return Optional.of(error("", "the time zone is empty; " + ALLOWED));
        }
        if (name.length() > MAX_LENGTH) {
            var reason = CronGrammar.tooLong("time zone", name.length(), MAX_LENGTH);
            return Optional.of(error(name.substring(0, MAX_LENGTH), reason));
        }
        return isKnown(name) ? Optional.empty() : Optional.of(unknown(name));
    }

    static CronFieldError unknown(String name) {
        return error(name, "no such time zone; " + inOtherCase(name) + ALLOWED);
    }

    private static boolean isKnown(String name) {
        try {
            return ZoneId.of(name).getRules() != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The common slip: upper and lower case count. */
    private static String inOtherCase(String name) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .map(known -> "did you mean " + known + "? ")
                .orElse("");
    }

    private static CronFieldError error(String text, String reason) {
        return new CronFieldError(null, 0, ErrorList.printable(text), reason);
    }
}
