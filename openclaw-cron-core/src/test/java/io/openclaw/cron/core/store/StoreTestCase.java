package io.openclaw.cron.core.store;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.JobChange;
import io.openclaw.cron.spi.JobChanged;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.Rescheduler;
import io.openclaw.cron.spi.RollupQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the parts of the contract have in common: a fresh store, two nodes, and short words for what is done with them. */
abstract class StoreTestCase {
    static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    static final Instant EVER = Instant.parse("2999-01-01T00:00:00Z");
    static final Duration AHEAD = Duration.ofMillis(1_500);
    static final Duration DEAD_AFTER = Duration.ofSeconds(8);
    static final int MAX_RECOVERIES = 3;
    static final String ORG = "acme";
    static final String OTHER_ORG = "globex";

    static final CronExecutionError ASKED =
            CronExecutionError.of(CronExecutionError.CANCELLED, "Somebody asked for it");

    private StoreUnderTest underTest;
    CronStore store;
    NodeId nodeA;
    NodeId nodeB;

    abstract StoreUnderTest open();

    @BeforeEach
    void openStore() {
        underTest = open();
        store = underTest.store();
        nodeA = registered("a");
        nodeB = registered("b");
    }

    @AfterEach
    void closeStore() {
        underTest.close();
    }

    void letStoreTimePass(Duration duration) {
        underTest.letStoreTimePass(duration);
    }

    NodeId registered(String name) {
        var node = new NodeId(name, UUID.randomUUID());
        store.register(node, DEAD_AFTER);
        return node;
    }

    // ---- jobs

    /** A job of {@link #ORG} that is due at noon. */
    static CronJob.Builder aJob() {
        return aJob(ORG);
    }

    /** A job that is due at noon. */
    static CronJob.Builder aJob(String organizationId) {
        return CronJob.builder(Ids.next(), organizationId, "ann")
                .jobName("nightly report")
                .schedule("* * * * *")
                .timezone("Europe/Berlin")
                .skillName("report")
                .nextRun(NOON)
                .createdAt(NOON.minusSeconds(3_600))
                .updatedAt(NOON.minusSeconds(3_600));
    }

    CronJob insert(CronJob.Builder job) {
        var built = job.build();
        store.insertJobs(List.of(built));
        return built;
    }

    CronJob stored(CronJob job) {
        return store.findJob(job.jobId(), job.organizationId()).orElseThrow();
    }

    /** Changes a job as it is stored, with a new version. */
    JobChanged change(CronJob job, UnaryOperator<CronJob.Builder> edit, @Nullable Rescheduler rescheduler) {
        return change(job, edit, rescheduler, false);
    }

    JobChanged change(
            CronJob job,
            UnaryOperator<CronJob.Builder> edit,
            @Nullable Rescheduler rescheduler,
            boolean cancelWaiting) {
        var before = stored(job);
        var after = edit.apply(before.toBuilder().version(before.version() + 1)).build();
        return store.updateJob(new JobChange(after, before.version(), NOON, rescheduler, cancelWaiting, null));
    }

    /** Deletes reservations and fires at an instant next, or not at all. */
    static Rescheduler startingAt(@Nullable Instant nextRun) {
        return (undecided, reserved) -> new Rescheduler.Decision(Set.of(), nextRun);
    }

    // ---- executions

    Claim by(NodeId node) {
        return new Claim(store, node);
    }

    /** A manual run of a job that waits, since noon, for nothing but room. */
    static CronExecution.Builder aManualRun(CronJob job) {
        return CronExecution.builder(Ids.next(), job.jobId(), job.organizationId(), "mary")
                .skillName(job.skillName())
                .skillParams(job.skillParams())
                .trigger(CronTrigger.MANUAL)
                .priority(job.priority())
                .availableAt(NOON);
    }

    CronExecution insert(CronExecution.Builder execution) {
        var built = execution.build();
        store.insertExecution(built, NOON);
        return stored(built);
    }

    CronExecution stored(CronExecution execution) {
        return store.findExecution(execution.executionId(), execution.organizationId())
                .orElseThrow();
    }

    /** All executions of a job, newest first. */
    List<CronExecution> executionsOf(CronJob job) {
        var query = CronExecutionHistoryQuery.builder(job.organizationId())
                .jobId(job.jobId())
                .limit(200)
                .build();
        return store.listExecutions(query).items();
    }

    Recorded record(NodeId node, CronExecution report) {
        return store.record(node, List.of(report), NOON).get(0);
    }

    /** Records that an execution has started at noon; returns what is stored then. */
    CronExecution start(NodeId node, CronExecution reserved) {
        record(node, Reports.started(reserved, NOON));
        return stored(reserved);
    }

    /** Inserts a job that is due at noon, claims its fire and starts it. */
    CronExecution running(NodeId node, CronJob.Builder job) {
        insert(job);
        return start(node, by(node).only());
    }

    // ---- statistics

    /** Everything that an organization's statistics hold. */
    OutcomeRollup totalOf(String organizationId) {
        return total(organizationId, null);
    }

    /** Everything that a job's statistics hold. */
    OutcomeRollup totalOf(CronJob job) {
        return total(job.organizationId(), job.jobId());
    }

    OutcomeCounts outcomesOf(CronJob job) {
        return totalOf(job).outcomes();
    }

    private OutcomeRollup total(String organizationId, @Nullable UUID jobId) {
        var query = new RollupQuery(organizationId, jobId, Instant.EPOCH, EVER, RollupQuery.Step.TOTAL);
        return store.rollups(query).stream().findFirst().orElse(OutcomeRollup.none(Instant.EPOCH));
    }
}
