package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.internal.lifecycle.EngineClock;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.core.internal.lifecycle.TimeOrderedIds;
import io.openclaw.cron.core.internal.run.Dispatcher;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.ClaimLimits;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.SkillExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims what this node has room for, one round at a time, and hands it to the dispatcher.
 *
 * <p>Not thread-safe: only the store thread calls it, but for {@link #isForLaterPoll}.
 */
public final class Claims {
    private static final Logger log = LoggerFactory.getLogger(Claims.class);

    /**
     * How much of what is due is claimed at once. While a claim is under way nothing of it can run, nor be recorded: of a larger one the
     * recorder would wait for the claim, and then both for each other's processor.
     */
    static final int DUE_AT_ONCE = 2_000;

    /**
     * How much is reserved ahead at once. A claim is one transaction, and nothing that it takes can start before it has ended: with
     * ten thousand jobs on one instant the first of them would wait for the last.
     */
    static final int AHEAD_AT_ONCE = 1_000;

    private final CronStore store;
    private final Dispatcher dispatcher;
    private final NodeSession session;
    private final ClaimsInFlight inFlight;
    private final Planning planning;
    private final Feedback feedback;
    /** A claim that failed, so that nobody knows whether it reserved anything. */
    private @Nullable UnknownClaim unknown;

    /** Claims by the given rules. */
    public Claims(
            CronStore store,
            Dispatcher dispatcher,
            NodeSession session,
            ClaimsInFlight inFlight,
            Planning planning,
            Feedback feedback) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.session = session;
        this.inFlight = inFlight;
        this.planning = planning;
        this.feedback = feedback;
    }

    /**
     * By what a claim is planned.
     *
     * @param clock engine time
     * @param expressions computes fire times
     * @param ids makes ids of executions
     * @param config how far ahead, how many, what counts as missed
     * @param skills which skills this node knows
     * @param limits how much all nodes together may run
     */
    public record Planning(
            EngineClock clock,
            CronExpressions expressions,
            TimeOrderedIds ids,
            CronManagerConfig config,
            SkillExecutor skills,
            ClaimLimits limits) {}

    /**
     * Where a claim reports, and what holds it back.
     *
     * @param availability hears whether the store answers
     * @param results tells the rest of the engine what a claim did
     * @param overloaded whether so many outcomes wait that nothing new should be claimed
     * @param drained whether this node takes nothing new, not even what a claim brings that began before
     */
    public record Feedback(
            StoreAvailability availability,
            ClaimResults results,
            BooleanSupplier overloaded,
            BooleanSupplier drained) {}

    /**
     * What a round came to.
     *
     * @param progress whether it changed anything
     * @param until how long until another round would find more, or null if nothing is foreseen
     * @param full whether it took all that there was room for, so that another would find more when there is more room
     */
    record Round(boolean progress, @Nullable Duration until, boolean full) {}

    /** Whether the next poll and the one after it come before what is due then can be reserved. Any thread may ask. */
    boolean isForLaterPoll(Instant dueAt) {
        var config = planning.config();
        var polls = config.pollInterval().multipliedBy(2);
        return dueAt.isAfter(planning.clock().now().plus(config.fireAhead()).plus(polls));
    }

    private record UnknownClaim(NodeId node, UUID claimId) {}

    /** Gives back what a claim that failed may have reserved; throws if the store still does not answer. */
    void resolveUnknown() {
        if (unknown != null) {
            store.releaseClaim(unknown.node, unknown.claimId);
            inFlight.end(unknown.claimId);
            unknown = null;
        }
    }

    /** Claims once. */
    Round claimOnce() {
        var now = planning.clock().now();
        var request = request(now);
        inFlight.begin(request.claimId());
        ClaimResult result;
        try {
            result = store.claim(request, planner(now));
        } catch (RuntimeException | Error failure) {
            unknown = new UnknownClaim(request.node(), request.claimId());
            throw failure;
        }
        // Asked when the answer is there: whoever has drained this node and then asks for a run is not to meet it here.
        var drained = feedback.drained().getAsBoolean();
        take(request, drained ? List.of() : result.claimed());
        feedback.availability().succeeded(StoreAvailability.Part.CLAIMS);
        feedback.results().claimed(result);
        if (drained && !result.claimed().isEmpty()) {
            giveBack(owned(result.claimed()));
        }
        return round(request, result);
    }

    private void take(ClaimRequest request, List<JobExecution> claimed) {
        try {
            // If this node was declared dead while it waited for the answer, others have taken over what is in it.
            if (request.node().equals(session.node())) {
                dispatcher.accept(claimed);
            }
        } finally {
            inFlight.end(request.claimId());
        }
    }

    private static List<OwnedExecution> owned(List<JobExecution> claimed) {
        return claimed.stream().map(work -> OwnedExecution.of(work.execution())).toList();
    }

    /** Gives back what this node holds and does not start. */
    void giveBack(List<OwnedExecution> executions) {
        log.debug("node={} gives back {} executions that it does not start", session.node(), executions.size());
        store.release(session.node(), executions);
    }

    void failed(CronStoreException failure) {
        feedback.availability().failed(StoreAvailability.Part.CLAIMS, failure);
    }

    private ClaimRequest request(Instant now) {
        var config = planning.config();
        var overloaded = feedback.overloaded().getAsBoolean();
        return new ClaimRequest(
                planning.ids().next(now),
                session.node(),
                now,
                now.plus(config.fireAhead()),
                overloaded ? 0 : Math.min(dispatcher.roomNow(), DUE_AT_ONCE),
                overloaded ? 0 : roomAhead(),
                planning.skills().skillNames().orElse(null),
                planning.limits());
    }

    private int roomAhead() {
        var room = planning.config().maxReserved() - dispatcher.reserved();
        return Math.max(0, Math.min(room, AHEAD_AT_ONCE));
    }

    private FireDecision planner(Instant now) {
        var moment = new FireDecision.Moment(now, planning.config().misfireThreshold(), session.skipBefore());
        return new FireDecision(planning.expressions(), planning.ids(), moment);
    }

    private Round round(ClaimRequest request, ClaimResult result) {
        var ahead = ahead(request, result);
        var due = result.claimed().size() - ahead;
        var full = ahead >= request.roomAhead() || due >= request.roomNow();
        if (ahead == AHEAD_AT_ONCE || due == DUE_AT_ONCE) {
            // There may be more of it, and room.
            return new Round(true, Duration.ZERO, full);
        }
        var progress = !result.claimed().isEmpty()
                || !result.ended().isEmpty()
                || !result.disabled().isEmpty();
        var again = result.claimAgainAt();
        return new Round(
                progress,
                again == null ? null : Duration.between(planning.clock().now(), again),
                full);
    }

    private static long ahead(ClaimRequest request, ClaimResult result) {
        return result.claimed().stream()
                .filter(work -> work.execution().availableAt().isAfter(request.now()))
                .count();
    }
}
