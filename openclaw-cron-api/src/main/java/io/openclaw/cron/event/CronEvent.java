package io.openclaw.cron.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something happened. Immutable. Each kind says after which commit it is sent and whether it may be lost.
 *
 * <p>Events of one job arrive in order. None survives a crash of the process: a commit may be followed by no event, but
 * an event that tells of an outcome is always preceded by its commit.
 */
public sealed interface CronEvent
        permits CronCreated,
                CronUpdated,
                CronDeleted,
                CronTriggered,
                SkillProgress,
                CronCompleted,
                CronRetrying,
                CronFailed,
                CronTimeout,
                CronSkipped,
                CronCancelled {

    /** Its name on the wire, such as {@code cron.completed}. */
    String type();

    /** What it is about. */
    EventSource source();

    /** When it happened. */
    Instant time();

    /** The organization it belongs to. */
    default String organizationId() {
        return source().organizationId();
    }

    /** The user it belongs to. */
    default String userId() {
        return source().userId();
    }

    /** The job it is about. */
    default UUID jobId() {
        return source().jobId();
    }

    /** The execution it is about, or null if it is about the job. */
    default @Nullable UUID executionId() {
        return source().executionId();
    }

    /** The rooms it is for: {@code org:{organizationId}} and {@code user:{userId}}. */
    default List<String> rooms() {
        return List.of("org:" + organizationId(), "user:" + userId());
    }
}
