package io.openclaw.cron.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.examples.testing.ExampleServer;
import io.openclaw.cron.jdbc.JdbcCronStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as a process of its own: killed in the middle and started again, it goes on where it was. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DurableQuickstartTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern COMPLETED = Pattern.compile(" completed in ");

    @TempDir
    Path folder;

    @Test
    void onAFileOfH2() throws Exception {
        killAndGoOn("h2:" + folder.resolve("cron"));
    }

    @Test
    void onPostgresql() throws Exception {
        try (var server = ExampleServer.start()) {
            killAndGoOn("postgres:" + server.url());
        }
    }

    @Test
    void aDatabaseThatCannotBeOpenedIsSaidInOneSentence() throws Exception {
        Files.writeString(folder.resolve("plain.mv.db"), "this is no database");
        var process = start("h2:" + folder.resolve("plain"), 6);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(output("errors")))
                .contains("cannot be opened")
                .doesNotContain("\tat ");
    }

    private void killAndGoOn(String database) throws Exception {
        var killed = start(database, 60);
        await().atMost(PATIENCE).until(() -> completions() >= 5 || !killed.isAlive());
        killed.destroyForcibly();
        assertThat(killed.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(completions()).as(Files.readString(output("output"))).isGreaterThanOrEqualTo(5);
        // What it has said of the last ones may not have been recorded any more.
        var before = executions(database);
        assertThat(before).isNotEmpty();

        var second = start(database, 10);
        assertThat(second.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        var output = Files.readString(output("output"));
        assertThat(second.exitValue()).as(output).isZero();
        assertThat(output)
                .contains("4 jobs and " + before.size() + " executions of earlier runs are there; they go on.")
                .contains("All jobs did what they should")
                .doesNotContain(" created, ");
        var after = executions(database);
        assertThat(after).hasSizeGreaterThan(before.size());
        assertThat(after)
                .extracting(CronExecution::executionId)
                .containsAll(before.stream().map(CronExecution::executionId).toList());
        assertThat(after)
                .allSatisfy(execution -> assertThat(execution.status().isFinal())
                        .as("%s", execution)
                        .isTrue());
        everyFireIsThereOnce(database, after);
    }

    /** From a job's first fire to its last, each is in one execution, or in the range of one that was skipped. */
    private static void everyFireIsThereOnce(String database, List<CronExecution> executions) {
        try (var pool = QuickstartDatabase.parse(database).open(Map.of());
                var cron = library(pool)) {
            for (var job : jobs(cron)) {
                var seen = new HashSet<Instant>();
                executions.stream()
                        .filter(execution -> execution.jobId().equals(job.jobId()))
                        .flatMap(execution -> fires(cron, job, execution).stream())
                        .forEach(fire -> assertThat(seen.add(fire))
                                .as("%s at %s is there once", job.jobName(), fire)
                                .isTrue());
                var first = seen.stream().min(Instant::compareTo).orElseThrow();
                var last = seen.stream().max(Instant::compareTo).orElseThrow();
                assertThat(seen).containsExactlyInAnyOrderElementsOf(fires(cron, job, first, last));
            }
        }
    }

    private static List<Instant> fires(OpenClawCron cron, CronJob job, CronExecution execution) {
        var first = execution.scheduledFor();
        return fires(cron, job, first, execution.skippedUntil() == null ? first : execution.skippedUntil());
    }

    private static List<Instant> fires(OpenClawCron cron, CronJob job, Instant first, Instant last) {
        var fires = new ArrayList<Instant>();
        for (var fire = first;
                !fire.isAfter(last);
                fire = cron.scheduler()
                        .calculateNextRun(job.schedule(), ZoneId.of(job.timezone()), fire)
                        .orElseThrow()) {
            fires.add(fire);
        }
        return fires;
    }

    private static List<CronExecution> executions(String database) {
        try (var pool = QuickstartDatabase.parse(database).open(Map.of());
                var cron = library(pool)) {
            var all = new ArrayList<CronExecution>();
            var query = CronExecutionHistoryQuery.builder(QuickstartJobs.ORGANIZATION)
                    .limit(200);
            var page = cron.history().getExecutionHistory(query.build());
            all.addAll(page.items());
            while (page.hasMore()) {
                page = cron.history()
                        .getExecutionHistory(query.cursor(page.nextCursor()).build());
                all.addAll(page.items());
            }
            return all;
        }
    }

    private static List<CronJob> jobs(OpenClawCron cron) {
        return cron.manager()
                .listCronJobs(
                        CronJobListQuery.builder(QuickstartJobs.ORGANIZATION).build())
                .items();
    }

    /** Not started: it only reads. */
    private static OpenClawCron library(DataSource pool) {
        return OpenClawCron.builder()
                .skillExecutor(QuickstartJobs.skills())
                .store(new JdbcCronStore(pool))
                .build();
    }

    private Process start(String database, int seconds) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Quickstart.class.getName(),
                        "--db",
                        database,
                        "--seconds",
                        String.valueOf(seconds),
                        "--folder",
                        Files.createDirectories(folder.resolve("watched")).toString())
                .redirectOutput(output("output").toFile())
                .redirectError(output("errors").toFile())
                .start();
    }

    private Path output(String name) {
        return folder.resolve(name);
    }

    private long completions() throws IOException {
        return COMPLETED
                .matcher(Files.readString(output("output"), UTF_8))
                .results()
                .count();
    }
}
