package io.openclaw.cron.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronHealth;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.event.CronDeleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.spi.SkillException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class OperationsExampleTest {
    private final ManualClock clock = ManualClock.at("2026-01-01T00:00:00Z");

    @Test
    void aHostFromTheEnvironmentSendsRemindersAndFindsPlugins() {
        var sent = new CopyOnWriteArrayList<String>();
        var events = new CopyOnWriteArrayList<CronEvent>();
        try (var cron = OperationsExample.assemble((key, address) -> sent.add(address), events::add)) {
            cron.start();
            var job = cron.manager()
                    .createCronJob(CreateCronJobRequest.builder("acme", "ada", "Remind", "0 9 1 1 *", "remind")
                            .skillParams(Map.of("addresses", List.of("bob@acme.example", "eve@acme.example")))
                            .build());
            cron.manager()
                    .createCronJob(CreateCronJobRequest.builder("acme", "ada", "Count", "0 9 1 1 *", "word-count")
                            .build());
            cron.executor()
                    .executeJob(job.jobId(), new Caller("acme", "ada"))
                    .toCompletableFuture()
                    .join();
        }
        assertThat(sent).containsExactly("bob@acme.example", "eve@acme.example");
        assertThat(events).extracting(CronEvent::type).contains("cron.created", "skill.progress", "cron.completed");
    }

    @Test
    void aNodeIsTakenOutOfServiceWhenItIsIdle() throws Exception {
        var cron = OpenClawCron.builder().skillExecutor(new SkillRegistry()).build();
        cron.start();

        OperationsExample.takeOut(cron);

        assertThat(cron.health().status()).isEqualTo(CronHealth.Status.DOWN);
    }

    @Test
    void settingsAreThoseGivenAndOtherwiseTheDefaults() {
        assertThat(OperationsExample.settings().maxConcurrentJobs()).isEqualTo(50);
        assertThat(OperationsExample.settings().retryAttempts()).isEqualTo(3);
    }

    @Test
    void aJobLivesThroughPauseResumeUpdateRunAndDeletion() {
        var events = new CopyOnWriteArrayList<CronEvent>();
        try (var cron = OpenClawCron.builder()
                .skillExecutor((request, context) -> {
                    throw SkillException.permanent("no_source", "the file to import is not there");
                })
                .eventPublisher(events::add)
                .clock(clock)
                .build()) {
            cron.start();
            OperationsExample.preview(cron);
            var job = cron.manager().createCronJob(OperationsExample.nightlyImport());
            assertThat(job.policies().overlap()).isEqualTo(OverlapPolicy.QUEUE);
            assertThat(job.nextRun()).isEqualTo("2026-01-01T07:30:00Z");
            try (var alarm = OperationsExample.alarm(cron)) {
                assertThat(alarm).isNotNull();
                clock.advance(Duration.ofHours(8));
                cron.runDue();
            }
            assertThatCode(() -> OperationsExample.inspect(cron, job)).doesNotThrowAnyException();

            OperationsExample.life(cron, job);

            assertThat(cron.manager().getCronJob(job.jobId(), "acme")).isEmpty();
            assertThat(cron.history().getRecentExecutions(job.jobId(), "acme", 10))
                    .extracting(execution -> execution.status())
                    .contains(CronExecutionStatus.FAILED);
        }
        assertThat(events).hasAtLeastOneElementOfType(CronDeleted.class);
    }

    @Test
    void eventsGoToTheRoomsOfTheirOrganizationAndUser() {
        var rooms = new ArrayList<String>();
        var publisher = OperationsExample.toRooms((room, event) -> rooms.add(room + " " + event.type()));
        try (var cron = OpenClawCron.builder()
                .skillExecutor((request, context) -> null)
                .eventPublisher(publisher)
                .clock(clock)
                .build()) {
            cron.start();
            cron.manager().createCronJob(OperationsExample.nightlyImport());
        }
        assertThat(rooms).containsExactly("org:acme cron.created", "user:ada cron.created");
    }
}
