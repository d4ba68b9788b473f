package io.openclaw.cron.examples.readme;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronExecutor;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.ExecutionListener;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronFailed;
import io.openclaw.cron.spi.EventPublisher;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a host does with its jobs from day to day; the documentation shows these methods one by one. */
public final class OperationsExample {
    private static final Logger log = LoggerFactory.getLogger(OperationsExample.class);

    private OperationsExample() {}

    /** A host that takes its settings from the environment and its skills from plug-in jars. */
    public static OpenClawCron assemble(ReminderSkill.Mailer mailer, EventPublisher webSocket) {
        var skills = new SkillRegistry().register(new ReminderSkill(mailer));
        skills.discover();
        return OpenClawCron.builder()
                .skillExecutor(skills)
                .eventPublisher(webSocket)
                .config(CronManagerConfig.fromEnvironment(System.getenv()))
                .build();
    }

    /** Settings in code. */
    public static CronManagerConfig settings() {
        return CronManagerConfig.builder()
                .maxConcurrentJobs(50)
                .executionTimeout(Duration.ofMinutes(2))
                .retryDelay(Duration.ofSeconds(5))
                .build();
    }

    /** A job with policies of its own. */
    public static CreateCronJobRequest nightlyImport() {
        return CreateCronJobRequest.builder("acme", "ada", "Nightly import", "30 2 * * *", "import")
                .jobKey("nightly-import")
                .timezone("America/New_York")
                .misfirePolicy(MisfirePolicy.FIRE_ONCE)
                .overlapPolicy(OverlapPolicy.QUEUE)
                .maxRetries(5)
                .timeoutSeconds(1_800)
                .priority(8)
                .build();
    }

    /** The life of a job. */
    public static void life(OpenClawCron cron, CronJob job) {
        var ada = new Caller("acme", "ada");
        cron.manager().pauseCronJob(job.jobId(), ada.because("the warehouse is being moved"));
        cron.manager().resumeCronJob(job.jobId(), ada);
        cron.manager()
                .updateCronJob(
                        job.jobId(),
                        ada,
                        UpdateCronJobRequest.builder().schedule("0 3 * * *").build());
        cron.manager().triggerManualRun(job.jobId(), ada);
        cron.manager().deleteCronJob(job.jobId(), ada);
    }

    /** Takes a node out of service without interrupting anything. */
    public static void takeOut(OpenClawCron cron) throws Exception {
        cron.drain().toCompletableFuture().get(10, TimeUnit.MINUTES);
        cron.close();
    }

    /** How a job is doing. */
    public static void inspect(OpenClawCron cron, CronJob job) {
        var stats = cron.manager().getCronJobStats(job.jobId(), "acme");
        log.info("{} runs, success rate {}, {}", stats.totalRuns(), stats.successRate(), stats.health());

        var failures = cron.history()
                .getExecutionHistory(CronExecutionHistoryQuery.builder("acme")
                        .jobId(job.jobId())
                        .status(CronExecutionStatus.FAILED, CronExecutionStatus.TIMEOUT)
                        .limit(20)
                        .build());
        failures.items().forEach(execution -> log.info("{} {}", execution.scheduledFor(), execution.error()));
    }

    /** Checks what a user has typed. */
    public static void preview(OpenClawCron cron) {
        var checked = cron.scheduler().validateCronExpression("0 9 * * MON-FRI", "Europe/Oslo");
        if (checked.valid()) {
            log.info("{}: {}", checked.description(), checked.nextRuns());
        } else {
            checked.errors().forEach(error -> log.info("{}", error.message()));
        }
    }

    /** Sends events to whoever may see them. */
    public static EventPublisher toRooms(Rooms rooms) {
        return event -> event.rooms().forEach(room -> rooms.send(room, event));
    }

    /** Where events go: a WebSocket server, for one. */
    public interface Rooms {
        /** Sends an event to everyone in a room. */
        void send(String room, CronEvent event);
    }

    /** Hears of failures in this process. */
    public static CronExecutor.Registration alarm(OpenClawCron cron) {
        return cron.executor().addListener(new ExecutionListener() {
            @Override
            public void onFailed(CronFailed event) {
                log.warn(
                        "job={} execution={} failed after {} retries: {}",
                        event.jobId(),
                        event.executionId(),
                        event.retryAttempt(),
                        event.error().message());
            }
        });
    }
}
