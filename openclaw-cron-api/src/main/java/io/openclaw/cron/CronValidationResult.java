package io.openclaw.cron;

import java.time.Instant;
import java.util.List;

/**
 * The answer to "is this a good cron expression, and what would it do?".
 *
 * @param valid whether the expression and its zone can be used; an expression that can never fire is valid, but no job
 *     can be created with it
 * @param errors everything that is wrong, in the order of the text; empty if valid
 * @param description the schedule in English words; empty if invalid
 * @param nextRuns the next five fire times from now on; fewer if the expression fires less often, empty if invalid
 */
public record CronValidationResult(
        boolean valid, List<CronFieldError> errors, String description, List<Instant> nextRuns) {

    /** Copies the lists. */
    public CronValidationResult {
        errors = List.copyOf(errors);
        nextRuns = List.copyOf(nextRuns);
    }
}
