package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.rules.ClaimOrder;
import io.openclaw.cron.spi.rules.ClaimRoom;
import io.openclaw.cron.spi.rules.ClaimSlots;
import io.openclaw.cron.spi.rules.FireExecution;
import io.openclaw.cron.spi.rules.OwnedCount;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One claim: what it was asked for, what room is left, and what it has decided so far. Written when all is decided. */
final class Claim {
    final ClaimRequest request;
    final ClaimRoom room;
    final ClaimSlots slots;
    /** Whether it finds out, even without room, what is due of jobs that have live executions. */
    final boolean looksAtBusy;

    final ExecutionChanges changes = new ExecutionChanges();

    private final List<JobExecution> claimed = new ArrayList<>();
    private final List<CronExecution> claimedWaiting = new ArrayList<>();
    private final List<JobExecution> ended = new ArrayList<>();
    private final List<UUID> cancelRequested = new ArrayList<>();
    private final List<LockedJob> moved = new ArrayList<>();
    private final List<LockedJob> disabled = new ArrayList<>();
    private boolean passedOver;

    /**
     * A claim that has decided nothing.
     *
     * @param counts what is owned, for {@link ClaimSlots}
     * @param looksAtBusy whether to find out, even without room, what is due of jobs that have live executions
     */
    Claim(ClaimRequest request, Supplier<List<OwnedCount>> counts, boolean looksAtBusy) {
        this.request = request;
        this.looksAtBusy = looksAtBusy;
        this.room = new ClaimRoom(request);
        this.slots = new ClaimSlots(request.limits(), counts);
    }

    /** The skills to look for, or null for any. */
    String @Nullable [] skills() {
        Set<String> skills = request.skills();
        return skills == null ? null : skills.toArray(String[]::new);
    }

    void reserved(CronExecution execution, LockedJob job) {
        room.take(execution.availableAt());
        slots.take(execution.skillName(), execution.organizationId());
        claimed.add(new JobExecution(execution, job.shown()));
    }

    /** Claims a waiting execution. */
    CronExecution take(CronExecution waiting) {
        var taken = FireExecution.claimed(waiting, request);
        changes.change(waiting, taken);
        room.take(waiting.availableAt());
        slots.take(waiting.skillName(), waiting.organizationId());
        claimedWaiting.add(taken);
        return taken;
    }

    /** Puts a waiting execution aside, since a limit leaves no slot for it. */
    void block(CronExecution waiting, String limit) {
        changes.block(waiting, limit);
        slots.block();
    }

    /** Notes that something was left because others have locked it, and may be left by them as well. */
    void passOver() {
        passedOver = true;
    }

    boolean passedOver() {
        return passedOver;
    }

    void ended(CronExecution execution, LockedJob job) {
        ended.add(new JobExecution(execution, job.shown()));
    }

    void cancelRequested(UUID executionId) {
        cancelRequested.add(executionId);
    }

    void moved(LockedJob job) {
        if (job.beginMove()) {
            moved.add(job);
        }
    }

    void disabled(LockedJob job) {
        disabled.add(job);
    }

    /** Writes what was decided. */
    void write(Handle handle, Statistics statistics) {
        if (!moved.isEmpty()) {
            moveOn(Daos.of(handle, NextRunDao.class));
        }
        if (!disabled.isEmpty()) {
            var jobs = disabledJobs();
            Daos.of(handle, JobDao.class).update(new JobRows(jobs));
            Daos.of(handle, NextRunDao.class)
                    .update(new NextRunRows(
                            disabled.stream().map(LockedJob::nextRunRow).toList()));
            new JobCounts(handle).disabled(jobs);
        }
        changes.write(handle, statistics, request.now());
    }

    private List<CronJob> disabledJobs() {
        return disabled.stream().map(LockedJob::shown).toList();
    }

    private void moveOn(NextRunDao nextRuns) {
        var latest = request.horizon().isAfter(request.now()) ? request.horizon() : request.now();
        var written = nextRuns.moveOn(new MovedJobs(moved), latest.plus(1, ChronoUnit.MICROS));
        if (written != moved.size()) {
            throw new IllegalStateException(
                    "Of " + moved.size() + " jobs that are locked only " + written + " could be moved on");
        }
    }

    /**
     * The answer, after the writing.
     *
     * @param claimAgainAt when to claim again, or null
     */
    ClaimResult result(Handle handle, @Nullable Instant claimAgainAt) {
        claimed.addAll(Jobs.with(handle, claimedWaiting));
        claimed.sort(ClaimOrder.INSTANCE);
        return new ClaimResult(true, claimed, ended, cancelRequested, disabledJobs(), claimAgainAt);
    }
}
