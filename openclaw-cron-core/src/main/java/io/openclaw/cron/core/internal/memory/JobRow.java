package io.openclaw.cron.core.internal.memory;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobState;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One job. What changes with each fire is kept beside the {@link CronJob}, which is built anew when somebody asks: a job at
 * rest costs one of them and nothing else.
 *
 * <p>Guarded by the lock of the store, like everything in this package.
 */
final class JobRow implements Due {
    final Organization organization;

    private CronJob job;
    private @Nullable Instant nextRun;
    private CronJobState state;
    private @Nullable JobExecutions executions;
    private boolean stored = true;

    private @Nullable NavigableSet<Due> lane;
    private Instant laneTime = Instant.MAX;

    JobRow(Organization organization, CronJob job) {
        this.organization = organization;
        this.job = job;
        this.nextRun = job.nextRun();
        this.state = job.state();
    }

    /** The job, of which {@code nextRun} and {@code state} may be out of date. */
    CronJob job() {
        return job;
    }

    void setJob(CronJob changed) {
        job = changed;
    }

    /** The first fire that is not decided yet. */
    @Nullable
    Instant nextRun() {
        return nextRun;
    }

    void setNextRun(@Nullable Instant undecided) {
        nextRun = undecided;
    }

    /** What its runs have left behind; its {@code liveCount} may be out of date. */
    CronJobState state() {
        return state;
    }

    void setState(CronJobState changed) {
        state = changed;
    }

    /** Whether it is in the table, or the call that inserted it has been taken back. */
    boolean stored() {
        return stored;
    }

    void removed() {
        stored = false;
    }

    /** Its executions; made when the first one comes, for many jobs never have any. */
    JobExecutions executions() {
        var present = executions;
        if (present == null) {
            present = new JobExecutions();
            executions = present;
        }
        return present;
    }

    /** Its executions, or null if there never was any. */
    @Nullable
    JobExecutions executionsIfAny() {
        return executions;
    }

    int liveCount() {
        return executions == null ? 0 : executions.live().size();
    }

    /** The job as users see it: its next fire is the reserved one if there is one. */
    CronJob snapshot() {
        var reserved = executions == null ? null : executions.reservedFire();
        job = with(reserved == null ? nextRun : reserved);
        return job;
    }

    /** The job as the planner sees it: its next fire is the first one that is not decided yet. */
    CronJob undecided() {
        return with(nextRun);
    }

    private CronJob with(@Nullable Instant shownNextRun) {
        var live = liveCount();
        if (state.liveCount() != live) {
            state = withLive(state, live);
        }
        if (job.state().equals(state) && Objects.equals(job.nextRun(), shownNextRun)) {
            return job;
        }
        // Twice for each fire: a builder would take as much memory again.
        return new CronJob(
                job.jobId(),
                job.organizationId(),
                job.userId(),
                job.jobKey(),
                job.jobName(),
                job.description(),
                job.schedule(),
                job.timezone(),
                job.skillName(),
                job.skillParams(),
                job.status(),
                job.statusReason(),
                job.priority(),
                job.policies(),
                job.maxRetries(),
                job.timeoutSeconds(),
                shownNextRun,
                job.version(),
                job.createdAt(),
                job.updatedAt(),
                job.deletedAt(),
                state);
    }

    private static CronJobState withLive(CronJobState state, int live) {
        return new CronJobState(
                state.lastRun(),
                state.lastStatus(),
                state.lastError(),
                state.runCount(),
                state.successCount(),
                state.failureCount(),
                state.failureStreak(),
                live);
    }

    /** Moves it to a lane at its present time; nothing happens if it is there. */
    void moveTo(@Nullable NavigableSet<Due> target) {
        if (lane == target && (target == null || laneTime.equals(nextRun))) {
            return;
        }
        if (lane != null) {
            lane.remove(this);
        }
        lane = target;
        if (target != null) {
            laneTime = requireNonNull(nextRun);
            target.add(this);
        }
    }

    @Override
    public Instant dueAt() {
        return laneTime;
    }

    @Override
    public UUID dueId() {
        return job.jobId();
    }

    @Override
    public String skillName() {
        return job.skillName();
    }

    @Override
    public String organizationId() {
        return organization.id;
    }
}
