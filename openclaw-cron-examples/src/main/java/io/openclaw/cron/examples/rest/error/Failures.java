package io.openclaw.cron.examples.rest.error;

import io.openclaw.cron.error.CronException;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.ExecutionNotFoundException;
import io.openclaw.cron.error.InvalidCronExpressionException;
import io.openclaw.cron.error.InvalidJobException;
import io.openclaw.cron.error.InvalidQueryException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.error.QuotaExceededException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What each exception of the library means to a client. No message of anything unexpected gets out. */
public final class Failures {
    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The refusal that an exception amounts to. */
    public static Refusal refusal(Exception failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof CronStoreException) {
            log.warn("The store did not answer a request: {}", failure.getMessage(), failure);
            return Refusal.of(503, "store_unavailable", "The store cannot be reached at the moment; try again")
                    .with("Retry-After", "2");
        }
        if (failure instanceof CronException expected) {
            return expected(expected);
        }
        log.error("A request failed in a way that nobody has foreseen", failure);
        return Refusal.of(500, "internal", "Something went wrong here; it has been logged");
    }

    private static Refusal expected(CronException failure) {
        if (failure instanceof JobNotFoundException || failure instanceof ExecutionNotFoundException) {
            return Refusal.of(404, "not_found", failure.getMessage());
        }
        if (failure instanceof JobConflictException) {
            return Refusal.of(409, "conflict", failure.getMessage());
        }
        if (failure instanceof InvalidJobException invalid) {
            return Refusal.of(422, "invalid", invalid.getMessage()).at(invalid.field());
        }
        if (failure instanceof InvalidCronExpressionException) {
            return Refusal.of(422, "invalid", failure.getMessage()).at("schedule");
        }
        if (failure instanceof InvalidQueryException invalid) {
            return Refusal.of(422, "invalid", invalid.getMessage()).at(invalid.field());
        }
        if (failure instanceof QuotaExceededException) {
            return Refusal.of(422, "quota_exceeded", failure.getMessage());
        }
        log.error("A request failed in the library", failure);
        return Refusal.of(500, "internal", "Something went wrong here; it has been logged");
    }
}
