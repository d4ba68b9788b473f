package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far large claims have come with what is due, so that the next one goes on there. What jobs were due at before they were moved on
 * stays in PostgreSQL's index for a while, and each look from the first on passes over all of it.
 *
 * <p>What is due earlier than that is found later: by the first claim that has room left where it has come to the end, or that is made after
 * some time. Thread-safe.
 */
public final class ClaimProgress {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private volatile @Nullable Since since;

    /**
     * A place among what is due.
     *
     * @param priority of jobs of this priority
     * @param dueAt after what is due at this instant
     * @param jobId by jobs up to this one
     */
    public record Place(int priority, Instant dueAt, UUID jobId) {}

    /**
     * Where claims have come to.
     *
     * @param begun when they began with the first that was due
     * @param place where the last one has ended
     */
    private record Since(Instant begun, Place place) {
        boolean lasts(Instant now) {
            return !now.isBefore(begun) && now.isBefore(begun.plus(BETWEEN_LOOKS));
        }
    }

    /** Where a claim shall go on; null if it shall begin with the first that is due. */
    public @Nullable Place placeFor(ClaimRequest request) {
        var known = since;
        return known != null && known.lasts(request.now()) ? known.place : null;
    }

    /** Takes note of where a claim has ended, if there is likely more. */
    public void claimed(ClaimRequest request, ClaimResult result) {
        var known = since;
        var claimed = result.claimed();
        var last = claimed.size() < ClaimPlans.MANY || claimed.size() < request.roomNow()
                ? null
                : claimed.get(claimed.size() - 1).execution();
        if (last == null || last.scheduledFor() == null || last.scheduledFor().isAfter(request.now())) {
            since = null;
        } else {
            since = new Since(
                    known != null && known.lasts(request.now()) ? known.begun : request.now(),
                    new Place(last.priority(), last.scheduledFor(), last.jobId()));
        }
    }
}
