package io.openclaw.cron.jdbc.internal;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.jdbc.internal.ClaimProgress.Place;
import io.openclaw.cron.jdbc.internal.NextRunDao.Due;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import io.openclaw.cron.spi.DueJob;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The part of a claim that is about one priority: takes due jobs and waiting executions together in the order of time, first
 * what is due and then what is ahead, for these have room apart.
 */
final class LevelClaim {
    /** Some due jobs take no room, because their fires are skipped or queued; so many are looked at beyond the room. */
    private static final int SPARE = 10;

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private final Outlook.Level level;
    private final int priority;
    private final NextRunDao nextRuns;
    private final ExecutionDao executions;
    private final LockedJobs locked;
    private final Claim claim;
    private final FirePlanner planner;
    private final PlanWriter plans;
    private final Set<JobKey> seen = new HashSet<>();
    /** Jobs that are due once more within this claim, and executions whose turn has come by it. */
    private final PriorityQueue<Candidate> again = new PriorityQueue<>();

    LevelClaim(Outlook.Level level, Handle handle, Claim claim, FirePlanner planner) {
        this.level = level;
        this.priority = level.priority();
        this.nextRuns = Daos.of(handle, NextRunDao.class);
        this.executions = Daos.of(handle, ExecutionDao.class);
        this.locked = new LockedJobs(handle);
        this.claim = claim;
        this.planner = planner;
        this.plans = new PlanWriter(new LiveExecutions(handle), claim, execution -> again.add(Candidate.of(execution)));
    }

    /** A job or a waiting execution, at its place in the order. */
    private record Candidate(
            Instant dueAt,
            UUID id,
            @Nullable LockedJob job,
            @Nullable CronExecution execution) implements Comparable<Candidate> {
        private static final Comparator<Candidate> ORDER =
                Comparator.comparing(Candidate::dueAt).thenComparing(Candidate::id, TimeOrderedId.ORDER);

        static Candidate of(LockedJob job) {
            return new Candidate(job.dueAt(), job.jobId(), job, null);
        }

        static Candidate of(CronExecution execution) {
            return new Candidate(execution.availableAt(), execution.executionId(), null, execution);
        }

        @Override
        public int compareTo(Candidate other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Claims.
     *
     * @param place how far it has come with what is due, or null
     */
    void claim(@Nullable Place place) {
        var now = claim.request.now();
        takeAll(dueJobs(place, now), waiting(EARLIEST, now, claim.room.due()), now);
        if (place != null && claim.room.due() > 0) {
            takeAll(dueJobs(null, now), Source.of(List.of()), now);
        }
        takeAll(busyJobs(now), Source.of(List.of()), now);
        var horizon = claim.request.horizon();
        if (horizon.isAfter(now)) {
            takeAll(jobsAhead(now, horizon), waiting(now, horizon, claim.room.ahead()), horizon);
        }
    }

    private Source<Candidate> dueJobs(@Nullable Place place, Instant now) {
        var after = place == null ? new Place(priority, EARLIEST, TimeOrderedId.FIRST) : place;
        var size = claim.room.due() == 0 ? 0 : claim.room.due() + SPARE;
        return new Source<>(
                size,
                last -> lock(nextRuns.lockDue(
                        priority,
                        last == null ? after.dueAt() : last.dueAt(),
                        last == null ? after.jobId() : last.id(),
                        now,
                        claim.skills(),
                        size)));
    }

    /** What is due and has live executions, where the room has not sufficed to look at all that is due. */
    private Source<Candidate> busyJobs(Instant now) {
        return claim.room.due() > 0 || !claim.looksAtBusy
                ? Source.of(List.of())
                : Source.of(lock(nextRuns.lockBusy(priority, now, claim.skills())));
    }

    private Source<Candidate> jobsAhead(Instant now, Instant horizon) {
        var size = claim.room.ahead();
        return new Source<>(
                size,
                last -> lock(nextRuns.lockAhead(
                        priority,
                        last == null ? now : last.dueAt(),
                        last == null ? TimeOrderedId.LAST : last.id(),
                        horizon,
                        claim.skills(),
                        size)));
    }

    private Source<Candidate> waiting(Instant after, Instant until, int room) {
        if (!level.waitsFor(until)) {
            return Source.of(List.of());
        }
        return new Source<>(
                room,
                last -> withTurn(executions.lockWaiting(
                                priority,
                                last == null ? after : last.dueAt(),
                                last == null ? TimeOrderedId.LAST : last.id(),
                                until,
                                claim.skills(),
                                room))
                        .stream()
                        .map(Candidate::of)
                        .toList());
    }

    /**
     * Those that may be taken. An execution in turn may not while others insert or claim one of its job: what was read of these
     * before its job was locked may not be true any more.
     */
    private List<CronExecution> withTurn(List<CronExecution> waiting) {
        var inTurn = waiting.stream().filter(CronExecution::inTurn).toList();
        if (inTurn.isEmpty()) {
            return waiting;
        }
        var locked =
                nextRuns.lockFree(new JobKeys(inTurn.stream().map(Jobs::keyOf).toList()));
        var having = executions.havingTurn(new ExecutionRows(inTurn));
        var taken = waiting.stream()
                .filter(execution -> !execution.inTurn()
                        || (locked.contains(Jobs.keyOf(execution)) && having.contains(execution.executionId())))
                .toList();
        if (taken.size() < waiting.size()) {
            claim.passOver();
        }
        return taken;
    }

    /** The candidates of jobs that were locked just now, but for those that were before. */
    private List<Candidate> lock(List<Due> due) {
        return locked.read(due.stream().filter(job -> seen.add(job.key())).toList()).stream()
                .map(Candidate::of)
                .toList();
    }

    private void takeAll(Source<Candidate> jobs, Source<Candidate> waiting, Instant until) {
        for (var next = earliest(jobs, waiting, until);
                next != null && !claim.slots.exhausted();
                next = earliest(jobs, waiting, until)) {
            if (next.job() != null) {
                plan(next.job());
            } else if (claim.room.fits(next.dueAt())) {
                take(requireNonNull(next.execution()));
            }
        }
    }

    /** Takes a waiting execution, unless a newer fire has replaced it since it was looked at, or a limit keeps it waiting. */
    private void take(CronExecution execution) {
        var waiting = claim.changes.asChanged(execution);
        if (waiting.status() != CronExecutionStatus.PENDING || waiting.node() != null) {
            return;
        }
        if (isAhead(waiting.availableAt())) {
            if (claim.slots.allowAhead(waiting.skillName(), waiting.organizationId())) {
                claim.take(waiting);
            }
            return;
        }
        var limit = claim.slots.blocking(waiting.skillName(), waiting.organizationId());
        if (limit == null) {
            claim.take(waiting);
        } else {
            claim.block(waiting, limit);
        }
    }

    private boolean isAhead(Instant instant) {
        return instant.isAfter(claim.request.now());
    }

    /** The earliest of all candidates, taken out of its source; null at the end. */
    private @Nullable Candidate earliest(Source<Candidate> jobs, Source<Candidate> waiting, Instant until) {
        var job = claim.room.fits(until) ? jobs.peek() : first(jobs);
        var execution = claim.room.fits(until) ? waiting.peek() : null;
        var repeated = again.peek();
        if (repeated != null && repeated.dueAt().isAfter(until)) {
            repeated = null;
        }
        if (repeated != null && isBefore(repeated, job) && isBefore(repeated, execution)) {
            return again.remove();
        }
        if (job != null && isBefore(job, execution)) {
            jobs.pop();
            return job;
        }
        if (execution != null) {
            waiting.pop();
        }
        return execution;
    }

    /** What is read already: without room it is not worth the while to read more. */
    private static @Nullable Candidate first(Source<Candidate> jobs) {
        var rest = jobs.rest().iterator();
        return rest.hasNext() ? rest.next() : null;
    }

    private static boolean isBefore(Candidate one, @Nullable Candidate other) {
        return other == null || one.compareTo(other) < 0;
    }

    private void plan(LockedJob job) {
        if (!isOfInterest(job)) {
            return;
        }
        var due = new DueJob(
                job.undecided(), job.live().size(), job.waitingInTurn(), claim.room.due() > 0, claim.room.ahead() > 0);
        if (plans.carryOut(job, planner.plan(due))) {
            again.add(Candidate.of(job));
        }
    }

    private boolean isOfInterest(LockedJob job) {
        var idle = job.live().isEmpty();
        return isAhead(job.dueAt())
                ? claim.room.ahead() > 0
                        && (idle || job.allowsOverlap())
                        && claim.slots.allowAhead(job.skillName(), job.key().organizationId())
                : claim.room.due() > 0 || !idle;
    }
}
