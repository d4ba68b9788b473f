package io.openclaw.cron.examples.rest.api;

import io.javalin.http.Context;
import io.openclaw.cron.CronFieldError;
import io.openclaw.cron.CronScheduler;
import io.openclaw.cron.CronValidationResult;
import io.openclaw.cron.examples.rest.http.Bodies;
import io.openclaw.cron.examples.rest.http.JsonFields;
import io.openclaw.cron.examples.rest.http.Replies;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Explains expressions. */
final class ScheduleEndpoints {
    private final CronScheduler scheduler;
    private final Bodies bodies;

    ScheduleEndpoints(CronScheduler scheduler, Bodies bodies) {
        this.scheduler = scheduler;
        this.bodies = bodies;
    }

    private record ErrorView(String field, int position, String text, String reason, String message) {
        static ErrorView of(CronFieldError error) {
            return new ErrorView(
                    error.field() == null ? null : JsonFields.word(error.field()),
                    error.position(),
                    error.text(),
                    error.reason(),
                    error.message());
        }
    }

    private record ValidationView(boolean valid, List<ErrorView> errors, String description, List<Instant> nextRuns) {
        static ValidationView of(CronValidationResult result) {
            return new ValidationView(
                    result.valid(),
                    result.errors().stream().map(ErrorView::of).toList(),
                    result.description(),
                    result.nextRuns());
        }
    }

    /** Answers 200 whatever the verdict: the question was a good one. */
    void validate(Context context) {
        var body = bodies.required(context, Set.of("schedule", "timezone"));
        var schedule = body.requiredText("schedule");
        var result = body.text("timezone")
                .map(zone -> scheduler.validateCronExpression(schedule, zone))
                .orElseGet(() -> scheduler.validateCronExpression(schedule));
        Replies.ok(context, ValidationView.of(result));
    }
}
