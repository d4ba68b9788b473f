package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.jdbc.internal.NextRunDao.Due;
import io.openclaw.cron.jdbc.internal.StoredJob.JobKey;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job whose fires a claim decides about: nobody else inserts executions of it until the transaction ends. */
final class LockedJob {
    /** As it is stored, or changed; the next fire and the number of live ones are those of this class. */
    private CronJob job;

    private @Nullable Instant nextRun;
    private final NavigableMap<UUID, CronExecution> live = new TreeMap<>(TimeOrderedId.ORDER);
    private final Set<Instant> takenFires = new HashSet<>();
    private final JobKey key;
    private final String place;
    private Instant dueAt;
    private boolean moved;

    /**
     * A job.
     *
     * @param due its row, as it was locked
     * @param definition what it is
     * @param live its live executions
     * @param takenFires its fires from then on that have an execution
     */
    LockedJob(Due due, CronJob.Builder definition, List<CronExecution> live, List<Instant> takenFires) {
        this.key = due.key();
        this.place = due.place();
        this.nextRun = due.nextRun();
        this.dueAt = due.nextRun();
        live.forEach(this::put);
        this.job = definition
                .nextRun(nextRun)
                .state(withLive(CronJobState.NONE, this.live.size()))
                .build();
        this.takenFires.addAll(takenFires);
    }

    /** What the job is; its next fire and the number of live ones are as they were. */
    CronJob definition() {
        return job;
    }

    /** The job, its next fire being the first one that is not decided yet. */
    CronJob undecided() {
        return with(nextRun);
    }

    /** The job as users see it. */
    CronJob shown() {
        var reserved = reservedFire();
        return with(reserved == null ? nextRun : reserved);
    }

    private CronJob with(@Nullable Instant fire) {
        return Objects.equals(job.nextRun(), fire) && job.state().liveCount() == live.size()
                ? job
                : job.toBuilder()
                        .nextRun(fire)
                        .state(withLive(job.state(), live.size()))
                        .build();
    }

    /** Its row among the next fires, as it is now. */
    NextRunRows.Row nextRunRow() {
        return NextRunRows.Row.of(job, nextRun);
    }

    /** Where its row among the next fires is. */
    String place() {
        return place;
    }

    /** The first fire that is not decided yet, or null. */
    @Nullable
    Instant nextRun() {
        return nextRun;
    }

    UUID jobId() {
        return job.jobId();
    }

    JobKey key() {
        return key;
    }

    String skillName() {
        return job.skillName();
    }

    /** When it is due: its next fire when it was last looked at. */
    Instant dueAt() {
        return dueAt;
    }

    /** Whether its executions may run beside each other. */
    boolean allowsOverlap() {
        return job.policies().overlap() == OverlapPolicy.ALLOW;
    }

    NavigableMap<UUID, CronExecution> live() {
        return live;
    }

    /** How many live ones wait for an earlier one. */
    int waitingInTurn() {
        if (live.isEmpty()) {
            return 0;
        }
        var first = live.firstKey();
        return (int) live.values().stream()
                .filter(execution ->
                        !execution.executionId().equals(first) && execution.inTurn() && execution.node() == null)
                .count();
    }

    /** Whether it is the turn of an execution that waits: it is the first, and none that is in turn is owned. */
    boolean hasTurn(CronExecution execution) {
        return !live.isEmpty()
                && live.firstKey().equals(execution.executionId())
                && live.values().stream().noneMatch(other -> other.inTurn() && other.node() != null);
    }

    /** Takes a fire for an execution; false if it has one already. */
    boolean take(Instant fireAt) {
        return takenFires.add(fireAt);
    }

    /** Notes the present state of one of its executions. */
    void put(CronExecution execution) {
        if (execution.status().isFinal()) {
            live.remove(execution.executionId());
        } else {
            live.put(execution.executionId(), execution);
        }
    }

    /** Forgets what was known of live executions, but for those that a claim has inserted itself. */
    void reload(List<CronExecution> stored, Set<UUID> inserted) {
        live.keySet().retainAll(inserted);
        stored.forEach(this::put);
    }

    /**
     * Moves on to another next fire.
     *
     * @return whether that is later than the fire at which it was due
     */
    boolean moveTo(@Nullable Instant fire) {
        nextRun = fire;
        if (fire == null || !fire.isAfter(dueAt)) {
            return false;
        }
        dueAt = fire;
        return true;
    }

    /** Whether it is the first time that it is moved on. */
    boolean beginMove() {
        var first = !moved;
        moved = true;
        return first;
    }

    /** Changes what the job is; its next fire stays. */
    void change(CronJob changed) {
        job = changed;
    }

    private @Nullable Instant reservedFire() {
        Instant earliest = null;
        for (var execution : live.values()) {
            var fireAt = execution.scheduledFor();
            if (fireAt != null
                    && execution.node() != null
                    && isNeverStarted(execution)
                    && (earliest == null || fireAt.isBefore(earliest))) {
                earliest = fireAt;
            }
        }
        return earliest;
    }

    /** Whether an execution stands for a fire and has never been started as far as the store knows. */
    static boolean isNeverStarted(CronExecution execution) {
        return execution.status() == CronExecutionStatus.PENDING
                && execution.scheduledFor() != null
                && execution.startedAt() == null;
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
}
