package io.openclaw.cron.core.internal.manage;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.manage.ManagedStore.ANN;
import static io.openclaw.cron.core.internal.manage.ManagedStore.NOON;
import static io.openclaw.cron.core.internal.manage.ManagedStore.ORG;
import static io.openclaw.cron.core.internal.manage.ManagedStore.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.error.InvalidJobException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.CronUpdated;
import io.openclaw.cron.event.EventSource;
import io.openclaw.cron.spi.JobChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobUpdateTest {
    private static final Caller BOB = new Caller(ORG, "bob");
    private static final Instant ONE = Instant.parse("2026-03-01T13:00:00Z");

    private final ManagedStore managed = new ManagedStore();

    private static UpdateCronJobRequest.Builder change() {
        return UpdateCronJobRequest.builder();
    }

    private CronJob update(CronJob job, UpdateCronJobRequest.Builder request) {
        return managed.manager.updateCronJob(job.jobId(), BOB, request.build());
    }

    @Test
    void changesWhatIsGivenAndNothingElse() {
        var job = managed.create(aJob().jobKey("key").description("text").skillParams(Map.of("a", 1)));
        managed.pass(Duration.ofMinutes(1));

        var changed = update(job, change().jobName("Other"));

        assertThat(changed)
                .isEqualTo(job.toBuilder()
                        .jobName("Other")
                        .version(2)
                        .updatedAt(managed.now())
                        .build());
        assertThat(managed.stored(job)).isEqualTo(changed);
        assertThat(managed.events)
                .containsExactly(new CronUpdated(
                        EventSource.of(job), managed.now(), "Other", "0 * * * *", ONE, CronJobStatus.ENABLED, 2));
    }

    @Test
    void changesEverythingAtOnce() {
        var job = managed.create(aJob());

        var changed = update(
                job,
                change().jobName("Other")
                        .jobKey("key")
                        .description("text")
                        .schedule("30 9 * * *")
                        .timezone("Europe/Oslo")
                        .skillName("mail")
                        .skillParams(Map.of("to", "x"))
                        .enabled(true)
                        .priority(0)
                        .misfirePolicy(MisfirePolicy.FIRE_ALL)
                        .overlapPolicy(OverlapPolicy.QUEUE)
                        .recoveryPolicy(RecoveryPolicy.FAIL)
                        .catchUpAfterPause(true)
                        .maxRetries(0)
                        .timeoutSeconds(1));

        assertThat(changed)
                .isEqualTo(job.toBuilder()
                        .jobName("Other")
                        .jobKey("key")
                        .description("text")
                        .schedule("30 9 * * *")
                        .timezone("Europe/Oslo")
                        .skillName("mail")
                        .skillParams(Map.of("to", "x"))
                        .priority(0)
                        .policies(
                                new JobPolicies(MisfirePolicy.FIRE_ALL, OverlapPolicy.QUEUE, RecoveryPolicy.FAIL, true))
                        .maxRetries(0)
                        .timeoutSeconds(1)
                        .nextRun(Instant.parse("2026-03-02T08:30:00Z"))
                        .version(2)
                        .build());
        assertThat(managed.stored(job)).isEqualTo(changed);
    }

    @Test
    void takesKeyAndDescriptionAwayIfTheyAreEmpty() {
        var job = managed.create(aJob().jobKey("key").description("text"));

        var changed = update(job, change().jobKey("").description(""));

        assertThat(changed.jobKey()).isNull();
        assertThat(changed.description()).isNull();
        assertThat(managed.create(aJob().jobKey("key")).jobKey()).isEqualTo("key");
    }

    @Test
    void doesNothingIfNothingDiffers() {
        var job = managed.create(aJob().skillParams(Map.of("a", List.of(1))));

        assertThat(update(job, change())).isEqualTo(job);
        assertThat(update(
                        job,
                        change().expectedVersion(1L)
                                .jobName(job.jobName())
                                .schedule(" 0 * * * * ")
                                .timezone("UTC")
                                .skillParams(Map.of("a", List.of(1)))
                                .enabled(true)
                                .priority(5)))
                .isEqualTo(job);
        assertThat(managed.writes).isEmpty();
        assertThat(managed.events).isEmpty();
        assertThat(managed.node.heardNothing()).isTrue();
    }

    @Test
    void refusesAVersionThatIsNotTheJobsOwn() {
        var job = managed.create(aJob());
        update(job, change().priority(1).expectedVersion(1L));
        managed.forget();

        for (var stale : List.of(1L, 3L, 0L, -1L, 1_000_000L)) {
            assertThatThrownBy(() -> update(job, change().priority(2).expectedVersion(stale)))
                    .isInstanceOf(JobConflictException.class)
                    .hasMessageContaining("expected version " + stale + ", found 2");
        }
        assertThatThrownBy(() -> update(job, change().expectedVersion(1L))).isInstanceOf(JobConflictException.class);
        assertThat(managed.writes).isEmpty();
        assertThat(managed.events).isEmpty();
        assertThat(update(job, change().priority(2).expectedVersion(2L)).version())
                .isEqualTo(3);
    }

    @Test
    void makesAChangeOnTopOfOneThatCameBetween() {
        var job = managed.create(aJob());
        managed.before.put(
                "updateJob",
                () -> managed.manager.updateCronJob(
                        job.jobId(), ANN, change().description("came between").build()));

        var changed = update(job, change().priority(1));

        assertThat(changed.version()).isEqualTo(3);
        assertThat(changed.priority()).isEqualTo(1);
        assertThat(changed.description()).isEqualTo("came between");
        assertThat(managed.events).hasSize(2);
    }

    @Test
    void doesNotMakeAChangeOnTopOfOneThatCameBetweenIfAVersionIsExpected() {
        var job = managed.create(aJob());
        managed.before.put("updateJob", () -> managed.manager.disableCronJob(job.jobId(), ANN));

        assertThatThrownBy(() -> update(job, change().priority(1).expectedVersion(1L)))
                .isInstanceOf(JobConflictException.class)
                .hasMessageContaining("expected version 1, found 2");
        assertThat(managed.stored(job).priority()).isEqualTo(5);
    }

    @Test
    void seesThatNothingIsLeftToDoAfterAChangeThatCameBetween() {
        var job = managed.create(aJob());
        managed.before.put("updateJob", () -> managed.manager.disableCronJob(job.jobId(), ANN));

        assertThat(managed.manager.disableCronJob(job.jobId(), BOB).version()).isEqualTo(2);
        assertThat(managed.events).hasSize(1);
    }

    @Test
    void failsIfTheJobIsDeletedMeanwhile() {
        var job = managed.create(aJob());
        managed.before.put("updateJob", () -> managed.manager.deleteCronJob(job.jobId(), ANN));

        assertThatThrownBy(() -> update(job, change().priority(1))).isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void givesUpAfterTenChangesThatCameBetween() {
        var job = managed.create(aJob());
        var interfered = new int[1];
        var interfere = new Runnable() {
            @Override
            public void run() {
                interfered[0]++;
                var now = managed.stored(job);
                var next = now.toBuilder().version(now.version() + 1).build();
                managed.store.updateJob(new JobChange(next, now.version(), managed.now(), null, false, null));
                if (interfered[0] < 50) {
                    managed.before.put("updateJob", this);
                }
            }
        };
        managed.before.put("updateJob", interfere);

        assertThatThrownBy(() -> update(job, change().priority(1))).isInstanceOf(JobConflictException.class);
        assertThat(interfered[0]).isEqualTo(10);
        assertThat(managed.events).isEmpty();
    }

    @Test
    void refusesAKeyThatIsTakenAtOnce() {
        managed.create(aJob().jobKey("taken"));
        var job = managed.create(aJob());

        assertThatThrownBy(() -> update(job, change().jobKey("taken")))
                .isInstanceOf(JobConflictException.class)
                .hasMessageContaining("'taken' is taken");
        assertThat(managed.writes).containsExactly("updateJob");
        assertThat(managed.stored(job)).isEqualTo(job);
        assertThat(managed.events).isEmpty();
    }

    @Test
    void announcesNothingIfTheStoreFails() {
        var job = managed.create(aJob());
        managed.before.put("updateJob", () -> {
            throw new CronStoreException("gone", null);
        });

        assertThatThrownBy(() -> update(job, change().priority(1))).isInstanceOf(CronStoreException.class);
        assertThat(managed.events).isEmpty();
        assertThat(managed.node.heardNothing()).isTrue();
    }

    @Test
    void changesAJobWhoseZoneHasGoneAndSavesItWithANewOne() {
        var job = managed.loseZone(managed.create(aJob("* * * * *")));
        managed.manager.pauseCronJob(job.jobId(), ANN);
        managed.setTime(NOON.plusSeconds(150));
        managed.forget();

        assertThat(update(job, change().jobName("Other")).jobName()).isEqualTo("Other");
        assertThatThrownBy(() -> update(job, change().schedule("30 * * * *")))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("timezone is 'Atlantis/Capital'");
        var saved = update(job, change().timezone("UTC").enabled(true));

        assertThat(saved.nextRun()).isEqualTo(NOON.plusSeconds(180));
        assertThat(managed.executions(job)).singleElement().satisfies(skipped -> {
            assertThat(skipped.scheduledFor()).isEqualTo(NOON.plusSeconds(60));
            assertThat(skipped.skippedCount()).isEqualTo(1);
        });
    }

    @Test
    void changesAJobWhoseSkillHasGone() {
        var job = managed.create(aJob());
        managed.skills.remove("report");

        assertThat(update(job, change().schedule("30 * * * *")).version()).isEqualTo(2);
        assertThatThrownBy(() -> update(job, change().skillName("report"))).isInstanceOf(InvalidJobException.class);
        assertThat(update(job, change().skillName("mail")).skillName()).isEqualTo("mail");
    }

    @Test
    void announcesChangesInTheOrderOfTheirCommits() throws Exception {
        var job = managed.create(aJob());
        var second = new Thread(() -> managed.manager.deleteCronJob(job.jobId(), ANN));
        managed.after.put("updateJob", () -> {
            second.start();
            // It has either announced its change by now, which would be too early, or waits for its turn.
            eventually().until(() -> !managed.events.isEmpty() || second.getState() == Thread.State.WAITING);
        });

        update(job, change().priority(1));
        second.join();

        assertThat(managed.events).extracting(CronEvent::type).containsExactly("cron.updated", "cron.deleted");
    }

    @Test
    void neitherLosesNorDoublesAChangeOfManyThreads() throws Exception {
        var job = managed.create(aJob().priority(0));
        var threads = Executors.newFixedThreadPool(4);
        try {
            var done = IntStream.range(0, 4)
                    .mapToObj(thread -> threads.submit(() -> {
                        var changed = 0;
                        for (var round = 0; round < 50; round++) {
                            try {
                                var name = "thread " + thread + " round " + round;
                                managed.manager.updateCronJob(
                                        job.jobId(), ANN, change().jobName(name).build());
                                changed++;
                            } catch (JobConflictException lostTenTimes) {
                                // Fine, as long as it is not counted.
                            }
                        }
                        return changed;
                    }))
                    .toList();
            var changes = 0;
            for (var count : done) {
                changes += count.get();
            }

            assertThat(managed.stored(job).version()).isEqualTo(1 + changes);
        } finally {
            threads.shutdown();
        }
    }
}
