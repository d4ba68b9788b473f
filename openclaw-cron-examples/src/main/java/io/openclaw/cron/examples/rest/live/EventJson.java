package io.openclaw.cron.examples.rest.live;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.event.CronCancelled;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronCreated;
import io.openclaw.cron.event.CronDeleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronFailed;
import io.openclaw.cron.event.CronRetrying;
import io.openclaw.cron.event.CronSkipped;
import io.openclaw.cron.event.CronTimeout;
import io.openclaw.cron.event.CronTriggered;
import io.openclaw.cron.event.CronUpdated;
import io.openclaw.cron.event.SkillProgress;
import io.openclaw.cron.examples.rest.http.Json;
import io.openclaw.cron.examples.rest.http.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events as clients get them: what all have in common, and {@code data} with what only this kind has. */
final class EventJson {
    private EventJson() {}

    static String of(CronEvent event, EventId id) {
        var message = new LinkedHashMap<String, Object>();
        message.put("type", event.type());
        message.put("id", id.toString());
        message.put("time", event.time());
        message.put("organizationId", event.organizationId());
        message.put("userId", event.userId());
        message.put("jobId", event.jobId().toString());
        message.put(
                "executionId",
                event.executionId() == null ? null : event.executionId().toString());
        message.put("data", data(event));
        return Json.text(message);
    }

    /** One line for each kind; the interface is sealed, so a new one is noticed by the test that knows them all. */
    private static Map<String, Object> data(CronEvent event) {
        if (event instanceof CronCreated e) {
            return fields(e.jobName())
                    .and("schedule", e.schedule())
                    .and("nextRun", e.nextRun())
                    .map();
        } else if (event instanceof CronUpdated e) {
            return fields(e.jobName())
                    .and("schedule", e.schedule())
                    .and("nextRun", e.nextRun())
                    .and("status", JsonFields.word(e.status()))
                    .and("version", e.version())
                    .map();
        } else if (event instanceof CronDeleted e) {
            return fields(e.jobName()).map();
        } else if (event instanceof CronTriggered e) {
            return fields(e.jobName())
                    .and("startTime", e.startTime())
                    .and("attempt", e.attempt())
                    .and("scheduledFor", e.scheduledFor())
                    .map();
        } else if (event instanceof SkillProgress e) {
            return new Fields()
                    .and("stage", e.stage())
                    .and("progress", e.progress())
                    .and("message", e.message())
                    .map();
        } else if (event instanceof CronCompleted e) {
            return fields(e.jobName())
                    .and("executionTime", e.executionTime().toMillis())
                    .and("result", e.result())
                    .map();
        } else if (event instanceof CronRetrying e) {
            return fields(e.jobName())
                    .error(e.error())
                    .and("attempt", e.attempt())
                    .and("retryAt", e.retryAt())
                    .map();
        } else if (event instanceof CronFailed e) {
            return fields(e.jobName())
                    .error(e.error())
                    .and("retryAttempt", e.retryAttempt())
                    .map();
        } else if (event instanceof CronTimeout e) {
            return fields(e.jobName())
                    .and("timeoutSeconds", e.timeout().toSeconds())
                    .and("retryAttempt", e.retryAttempt())
                    .map();
        } else if (event instanceof CronSkipped e) {
            return fields(e.jobName())
                    .error(e.reason())
                    .and("scheduledFor", e.scheduledFor())
                    .and("skippedUntil", e.skippedUntil())
                    .and("skippedCount", e.skippedCount())
                    .map();
        } else if (event instanceof CronCancelled e) {
            return fields(e.jobName()).error(e.reason()).map();
        }
        throw new IllegalArgumentException("There is no JSON for " + event.getClass());
    }

    private static Fields fields(String jobName) {
        return new Fields().and("jobName", jobName);
    }

    /** A map in the making; {@link Map#of} takes no nulls and keeps no order. */
    private record Fields(Map<String, Object> map) {
        Fields() {
            this(new LinkedHashMap<>());
        }

        Fields and(String name, Object value) {
            map.put(name, value);
            return this;
        }

        /** Without its stack trace, which is for those who mend the skill and is read with the execution. */
        Fields error(CronExecutionError error) {
            return and("error", error.message()).and("errorCode", error.code());
        }
    }
}
