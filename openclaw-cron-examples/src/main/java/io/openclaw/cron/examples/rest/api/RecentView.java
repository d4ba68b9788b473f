package io.openclaw.cron.examples.rest.api;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.examples.rest.http.JsonFields;
import java.time.Instant;

/** As much of an execution as a sparkline shows. */
record RecentView(String executionId, String status, Instant startedAt, Long executionTimeMs) {

    static RecentView of(CronExecution execution) {
        return new RecentView(
                execution.executionId().toString(),
                JsonFields.word(execution.status()),
                execution.startedAt(),
                Millis.of(execution.executionTime()));
    }
}
