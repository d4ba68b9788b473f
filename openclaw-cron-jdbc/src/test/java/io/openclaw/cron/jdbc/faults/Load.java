package io.openclaw.cron.jdbc.faults;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.error.CronException;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.spi.CronStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An engine with jobs, two hundred of all policies if a test does not say otherwise, and somebody who runs them by hand as well. */
final class Load implements AutoCloseable {
    static final String ORG = "acme";
    static final Caller ANN = new Caller(ORG, "ann");

    private static final int JOBS = 200;

    private final TestDatabase database;
    final SkillCalls calls = new SkillCalls();
    final OpenClawCron cron;
    final CronStore store;
    final List<CronJob> jobs = new ArrayList<>();
    /** Runs by hand that were promised. */
    final List<UUID> queued = new ArrayList<>();

    final List<CompletableFuture<CronExecution>> awaited = new ArrayList<>();

    Load(TestDatabase database, CronStore store, CronManagerConfig config) {
        this.database = database;
        this.store = store;
        this.cron = OpenClawCron.builder()
                .skillExecutor(calls)
                .store(store)
                .config(config)
                .build();
    }

    /** Settings with which seconds of faults are as hours are in production. */
    static CronManagerConfig.Builder settings(String nodeName) {
        return CronManagerConfig.builder()
                .nodeName(nodeName)
                .maxConcurrentJobs(40)
                .retryDelay(Duration.ofMillis(50))
                .pollInterval(Duration.ofMillis(50))
                .fireAhead(Duration.ofMillis(300))
                .heartbeat(Duration.ofMillis(50))
                .selfFenceAfter(Duration.ofSeconds(2))
                .deadAfter(Duration.ofSeconds(3))
                .misfireThreshold(Duration.ofSeconds(1))
                .shutdownGrace(Duration.ofSeconds(5));
    }

    /** Creates two hundred jobs, and starts. */
    Load start() {
        return start(requests());
    }

    /** Creates jobs, and starts. */
    Load start(List<CreateCronJobRequest> requests) {
        jobs.addAll(cron.manager().createCronJobs(requests));
        cron.start();
        return this;
    }

    private static List<CreateCronJobRequest> requests() {
        var requests = new ArrayList<CreateCronJobRequest>();
        for (var i = 0; i < JOBS; i++) {
            var skill = SkillCalls.NAMES.get(i % SkillCalls.NAMES.size());
            var overlap = OverlapPolicy.values()[i % 4];
            var misfire = MisfirePolicy.values()[i % 3];
            requests.add(CreateCronJobRequest.builder(ORG, "ann", skill + i, schedule(skill, i), skill)
                    .policies(JobPolicies.DEFAULT.with(overlap).with(misfire))
                    .priority(i % 10)
                    .maxRetries(skill.equals("endless") ? 0 : 1)
                    .timeoutSeconds(skill.equals("endless") ? 1 : 30)
                    .build());
        }
        return requests;
    }

    private static String schedule(String skill, int i) {
        return switch (skill) {
            case "quick" -> i % 3 == 0 ? "* * * * * *" : "*/4 * * * * *";
            case "endless" -> "*/5 * * * * *";
            default -> "*/5 * * * * *";
        };
    }

    /** Runs jobs by hand until a moment; whoever is told that it failed does not know whether it did. */
    void runByHandUntil(Instant end, SplittableRandom random) {
        eventually()
                .pollInterval(Duration.ofMillis(20))
                .timeout(Duration.ofMinutes(5))
                .until(() -> {
                    runByHand(jobs.get(random.nextInt(jobs.size())), random);
                    return !Instant.now().isBefore(end);
                });
    }

    private void runByHand(CronJob job, SplittableRandom random) {
        try {
            if (job.policies().overlap() == OverlapPolicy.ALLOW) {
                awaited.add(cron.executor().executeJob(job.jobId(), ANN).toCompletableFuture());
            } else {
                queued.add(cron.manager().triggerManualRun(job.jobId(), ANN).executionId());
            }
            if (random.nextInt(4) == 0 && !queued.isEmpty()) {
                cron.executor().cancelExecution(queued.get(random.nextInt(queued.size())), ANN);
            }
        } catch (CronException unknown) {
            // What there is of it is looked at in the end.
        }
    }

    /** With nothing going wrong any more: every job fires again; then none does, and all that is live comes to its end. */
    void comeToRest(Duration limit) {
        var mended = Instant.now();
        await("every job fires again")
                .atMost(limit)
                // A pool may take its time to find out that the server is back.
                .ignoreExceptionsInstanceOf(CronStoreException.class)
                .until(() -> jobs.stream().allMatch(job -> nextRun(job).isAfter(mended.plusSeconds(1))));
        await("nobody holds a job for long").atMost(limit).ignoreExceptions().until(() -> {
            // All at once, and without taking back what is reserved: so every fire up to the next one is decided. In
            // turn: a claim on H2 that had read the rows before would write them back as they were, and the jobs would
            // go on.
            database.executeInTurn("UPDATE " + database.schema() + ".cron_next_runs SET enabled = FALSE");
            return true;
        });
        await("all that is live comes to its end").atMost(limit).until(() -> !anythingLive());
        await("healthy").atMost(limit).untilAsserted(() -> {
            assertThat(cron.health().problems()).isEmpty();
            assertThat(cron.health().status()).isEqualTo(CronHealth.Status.UP);
            assertThat(cron.health().outcomesWaiting()).isZero();
        });
    }

    private Instant nextRun(CronJob job) {
        return Objects.requireNonNull(
                store.findJob(job.jobId(), ORG).orElseThrow().nextRun());
    }

    private boolean anythingLive() {
        var live = CronExecutionHistoryQuery.builder(ORG)
                .statuses(Set.of(CronExecutionStatus.PENDING, CronExecutionStatus.RUNNING))
                .limit(1)
                .build();
        return !store.listExecutions(live).items().isEmpty();
    }

    @Override
    public void close() {
        cron.close();
    }
}
