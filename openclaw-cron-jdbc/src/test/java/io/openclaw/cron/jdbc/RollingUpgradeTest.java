package io.openclaw.cron.jdbc;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes of two releases on one database: what only the new one knows is left to it. */
class RollingUpgradeTest {
    private static final Caller ANN = new Caller("acme", "ann");

    private final TestDatabase database = TestProduct.POSTGRESQL.openBlank();
    private OpenClawCron oldNode;
    private OpenClawCron newNode;

    @AfterEach
    void stop() {
        newNode.close();
        oldNode.close();
        database.close();
    }

    @Test
    void aSkillThatOnlyTheNewNodeKnowsIsLeftToItWhateverCausesTheRun() {
        CronSchema.of(database.dataSource(), database.schema()).apply();
        oldNode = node("old", new SkillRegistry().register("report", (request, context) -> SkillResult.empty()));
        newNode = node(
                "new",
                new SkillRegistry()
                        .register("report", (request, context) -> SkillResult.empty())
                        .register("summary", (request, context) -> {
                            if (context.attempt() == 1) {
                                throw new IllegalStateException("it fails the first time");
                            }
                            return SkillResult.empty();
                        }));
        var scheduled = create("summary", "* * * * * *");
        var manual = create("summary", "0 0 1 1 *");
        var known = create("report", "* * * * * *");

        oldNode.manager().triggerManualRun(manual.jobId(), ANN);

        eventually()
                .until(() -> completed(scheduled).size() >= 3
                        && completed(manual).size() == 1
                        && completed(known).size() >= 3);
        assertThat(completed(scheduled)).allSatisfy(RollingUpgradeTest::ranTwiceOnTheNewNode);
        assertThat(completed(manual)).allSatisfy(RollingUpgradeTest::ranTwiceOnTheNewNode);
    }

    private static void ranTwiceOnTheNewNode(CronExecution execution) {
        assertThat(Objects.requireNonNull(execution.node()).name()).isEqualTo("new");
        assertThat(execution.attempt()).isEqualTo(2);
    }

    @Test
    void anOldNodeWorksOnWithTablesAndColumnsThatItDoesNotKnowAndLeavesThemAlone() {
        CronSchema.of(database.dataSource(), database.schema()).apply();
        oldNode = node("old", new SkillRegistry().register("report", (request, context) -> SkillResult.empty()));
        newNode = node("new", new SkillRegistry());
        var job = create("report", "* * * * * *");
        eventually().until(() -> !completed(job).isEmpty());

        // What the script of a later release may do while this one runs. It waits for the nodes' locks and they for its
        // own: where
        // PostgreSQL ends that by giving up the script, nothing of it is left, and it is run again.
        eventually().ignoreExceptionsInstanceOf(IllegalStateException.class).until(() -> {
            database.execute("SET search_path TO " + database.schema() + ";"
                    + "ALTER TABLE cron_jobs ADD COLUMN later text DEFAULT 'kept';"
                    + "ALTER TABLE cron_next_runs ADD COLUMN later text DEFAULT 'kept';"
                    + "ALTER TABLE skill_executions ADD COLUMN later text DEFAULT 'kept';"
                    + "ALTER TABLE cron_claimed_fires ADD COLUMN later text DEFAULT 'kept';"
                    + "ALTER TABLE cron_nodes ADD COLUMN later text DEFAULT 'kept';"
                    + "CREATE TABLE cron_later (job_id uuid);"
                    + "CREATE INDEX idx_later ON skill_executions (later) WHERE status = 'running';"
                    + "INSERT INTO cron_schema_version (version) VALUES (1000)");
            return true;
        });
        oldNode.manager().pauseCronJob(job.jobId(), ANN);
        oldNode.manager().resumeCronJob(job.jobId(), ANN);
        var before = completed(job).size();

        eventually().until(() -> completed(job).size() > before + 1);
        for (var table : List.of("cron_jobs", "cron_next_runs", "skill_executions", "cron_nodes")) {
            assertThat(later(table)).as(table).containsOnly("kept");
        }
    }

    private List<String> later(String table) {
        return Jdbi.create(database.dataSource())
                .withHandle(handle -> handle.createQuery(
                                "SELECT DISTINCT coalesce(later, 'lost') FROM " + database.schema() + "." + table)
                        .mapTo(String.class)
                        .list());
    }

    private CronJob create(String skill, String schedule) {
        return newNodeOr(oldNode, skill)
                .manager()
                .createCronJob(CreateCronJobRequest.builder("acme", "ann", skill + " " + schedule, schedule, skill)
                        .overlapPolicy(OverlapPolicy.ALLOW)
                        .build());
    }

    /** A job can be created only where its skill is known. */
    private OpenClawCron newNodeOr(OpenClawCron other, String skill) {
        return skill.equals("summary") ? newNode : other;
    }

    private List<CronExecution> completed(CronJob job) {
        return newNode.history()
                .getExecutionHistory(CronExecutionHistoryQuery.builder("acme")
                        .jobId(job.jobId())
                        .status(CronExecutionStatus.COMPLETED)
                        .limit(200)
                        .build())
                .items();
    }

    private OpenClawCron node(String name, SkillRegistry skills) {
        var cron = OpenClawCron.builder()
                .skillExecutor(skills)
                .store(new JdbcCronStore(database.dataSource(), database.schema()))
                .config(CronManagerConfig.builder()
                        .nodeName(name)
                        .retryDelay(Duration.ofMillis(50))
                        .shutdownGrace(Duration.ZERO)
                        .build())
                .build();
        cron.start();
        return cron;
    }
}
