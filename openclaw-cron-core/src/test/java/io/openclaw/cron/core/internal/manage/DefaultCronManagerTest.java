package io.openclaw.cron.core.internal.manage;

import static io.openclaw.cron.core.internal.manage.ManagedStore.ANN;
import static io.openclaw.cron.core.internal.manage.ManagedStore.NOON;
import static io.openclaw.cron.core.internal.manage.ManagedStore.ORG;
import static io.openclaw.cron.core.internal.manage.ManagedStore.STRANGER;
import static io.openclaw.cron.core.internal.manage.ManagedStore.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobHealth;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronJobSort;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.Page;
import io.openclaw.cron.error.InvalidCronExpressionException;
import io.openclaw.cron.error.InvalidJobException;
import io.openclaw.cron.error.InvalidQueryException;
import io.openclaw.cron.error.JobConflictException;
import io.openclaw.cron.error.JobNotFoundException;
import io.openclaw.cron.event.CronCreated;
import io.openclaw.cron.event.CronDeleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DefaultCronManagerTest {
    private static final Instant ONE = Instant.parse("2026-03-01T13:00:00Z");

    private final ManagedStore managed = new ManagedStore();

    @Test
    void createsAJobWithItsFirstFireAndTheDefaultsOfTheConfiguration() {
        var config = CronManagerConfig.builder()
                .defaultTimezone(ZoneId.of("Asia/Kolkata"))
                .retryAttempts(7)
                .executionTimeout(Duration.ofSeconds(42))
                .build();
        var created = new ManagedStore(config).manager.createCronJob(aJob().build());

        assertThat(created)
                .isEqualTo(CronJob.builder(created.jobId(), ORG, "ann")
                        .jobName("Report")
                        .schedule("0 * * * *")
                        .timezone("Asia/Kolkata")
                        .skillName("report")
                        .status(CronJobStatus.ENABLED)
                        .priority(5)
                        .policies(JobPolicies.DEFAULT)
                        .maxRetries(7)
                        .timeoutSeconds(42)
                        .nextRun(NOON.plusSeconds(1_800))
                        .version(1)
                        .createdAt(NOON)
                        .updatedAt(NOON)
                        .state(CronJobState.NONE)
                        .build());
        assertThat(created.jobId().version()).isEqualTo(7);
    }

    @Test
    void callsTheDefaultZoneUtcByThatName() {
        assertThat(managed.create(aJob()).timezone()).isEqualTo("UTC");
    }

    @Test
    void storesWhatItReturns() {
        var params = new HashMap<String, Object>();
        params.put("none", null);
        params.put("list", Arrays.asList(1, null, "x"));
        var created = managed.manager.createCronJob(aJob("*/5 9-17 * * MON-FRI")
                .jobKey("key")
                .description("several\nlines")
                .timezone("America/New_York")
                .skillParams(params)
                .priority(9)
                .maxRetries(0)
                .timeoutSeconds(1)
                .build());

        assertThat(managed.stored(created)).isEqualTo(created);
        assertThat(created.skillParams()).isEqualTo(params);
        assertThat(created.nextRun()).isEqualTo(Instant.parse("2026-03-02T14:00:00Z"));
    }

    @Test
    void keepsAnExpressionWithoutTheBlanksAroundIt() {
        assertThat(managed.create(aJob(" \t0 * * * * \t")).schedule()).isEqualTo("0 * * * *");
        assertThat(managed.create(aJob(" @daily ")).schedule()).isEqualTo("@daily");
    }

    @Test
    void doesNotNoticeLaterChangesOfTheParameters() {
        var params = new HashMap<String, Object>(Map.of("a", new ArrayList<>(List.of(1))));
        var job = managed.create(aJob().skillParams(params));
        ((List<?>) params.get("a")).clear();
        params.clear();

        assertThat(managed.stored(job).skillParams()).isEqualTo(Map.of("a", List.of(1)));
    }

    @Test
    void tellsOfANewJobAndWakesTheNodeForItsFirstFire() {
        var job = managed.manager.createCronJob(aJob().build());

        assertThat(managed.events)
                .containsExactly(new CronCreated(EventSource.of(job), NOON, "Report", "0 * * * *", ONE));
        assertThat(managed.events).extracting(CronEvent::userId).containsExactly("ann");
        assertThat(managed.node.woken).containsExactly(ONE);
    }

    @Test
    void createsADisabledJobWithoutAFire() {
        var job = managed.manager.createCronJob(aJob().enabled(false).build());

        assertThat(job.status()).isEqualTo(CronJobStatus.DISABLED);
        assertThat(job.nextRun()).isNull();
        assertThat(managed.node.woken).isEmpty();
        assertThat(managed.events).hasSize(1);
        assertThatThrownBy(() -> managed.manager.createCronJob(
                        aJob("0 0 30 2 *").enabled(false).build()))
                .isInstanceOf(InvalidJobException.class);
    }

    @Test
    void createsManyJobsInOneGoAndInOrder() {
        var requests = IntStream.range(0, 500)
                .mapToObj(number -> aJob("0 " + (23 - number % 24) + " * * *")
                        .jobKey("key-" + number)
                        .build())
                .toList();

        var jobs = managed.manager.createCronJobs(requests);

        assertThat(jobs)
                .extracting(CronJob::jobKey)
                .isEqualTo(requests.stream().map(CreateCronJobRequest::jobKey).toList());
        assertThat(jobs).extracting(CronJob::jobId).doesNotHaveDuplicates().isSorted();
        assertThat(managed.writes).containsExactly("insertJobs");
        assertThat(managed.events).hasSize(500).allMatch(CronCreated.class::isInstance);
        assertThat(managed.node.woken).containsExactly(ONE);
    }

    @Test
    void createsAllOfManyJobsOrNone() {
        var good = aJob().build();

        assertThatThrownBy(() -> managed.manager.createCronJobs(
                        List.of(good, aJob().priority(10).build())))
                .isInstanceOf(InvalidJobException.class)
                .hasMessage("Job is not valid: requests[1].priority is 10; allowed are 0 to 9");
        assertThatThrownBy(() -> managed.manager.createCronJobs(Arrays.asList(good, good, null)))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("requests[2] is missing");
        assertThatThrownBy(() ->
                        managed.manager.createCronJobs(List.of(good, aJob("x").build())))
                .isInstanceOf(InvalidCronExpressionException.class);
        assertThatThrownBy(() -> managed.manager.createCronJobs(
                        List.of(aJob().jobKey("k").build(), aJob().jobKey("k").build())))
                .isInstanceOf(JobConflictException.class);
        assertThatThrownBy(() -> managed.manager.createCronJobs(Collections.nCopies(10_001, good)))
                .isInstanceOf(InvalidJobException.class)
                .hasMessageContaining("requests has 10001 jobs; at most 10000 are allowed");

        assertThat(managed.contents()).isEmpty();
        assertThat(managed.events).isEmpty();
        assertThat(managed.node.heardNothing()).isTrue();
    }

    @Test
    void createsNoneOfNone() {
        assertThat(managed.manager.createCronJobs(List.of())).isEmpty();
        assertThat(managed.writes).isEmpty();
    }

    @Test
    void refusesAKeyThatIsTakenUntilItsJobIsDeleted() {
        var first = managed.create(aJob().jobKey("nightly"));

        assertThatThrownBy(() ->
                        managed.manager.createCronJob(aJob().jobKey("nightly").build()))
                .isInstanceOf(JobConflictException.class)
                .hasMessageContaining("'nightly' is taken");
        assertThat(managed.events).isEmpty();

        managed.manager.deleteCronJob(first.jobId(), ANN);
        assertThat(managed.create(aJob().jobKey("nightly")).jobId()).isNotEqualTo(first.jobId());
    }

    @Test
    void findsAJobOfTheOrganizationOnly() {
        var job = managed.create(aJob());

        assertThat(managed.manager.getCronJob(job.jobId(), ORG)).contains(job);
        assertThat(managed.manager.getCronJob(job.jobId(), "other")).isEmpty();
        assertThat(managed.manager.getCronJob(new UUID(1, 2), ORG)).isEmpty();
        assertThat(managed.manager.getCronJob(job.jobId(), "a\u0000")).isEmpty();
        assertThat(managed.manager.getCronJob(job.jobId(), "\uD83D")).isEmpty();
    }

    @Test
    void answersAnotherOrganizationLikeAnIdThatDoesNotExist() {
        var job = managed.create(aJob());
        var unknown = new UUID(1, 2);
        for (var call : CallsOfManager.changing(managed, job.jobId(), STRANGER)) {
            assertThatThrownBy(call)
                    .isInstanceOf(JobNotFoundException.class)
                    .hasMessage("There is no job " + job.jobId() + " in this organization");
        }
        for (var call : CallsOfManager.changing(managed, unknown, ANN)) {
            assertThatThrownBy(call)
                    .isInstanceOf(JobNotFoundException.class)
                    .hasMessage("There is no job " + unknown + " in this organization");
        }
        assertThatThrownBy(() -> managed.manager.getCronJobStats(job.jobId(), "other"))
                .isInstanceOf(JobNotFoundException.class);
        assertThatThrownBy(() -> managed.manager.getCronJobStats(job.jobId(), "a\u0000"))
                .isInstanceOf(JobNotFoundException.class);

        assertThat(managed.contents()).containsExactly(job);
        assertThat(managed.writes).isEmpty();
        assertThat(managed.events).isEmpty();
        assertThat(managed.node.heardNothing()).isTrue();
    }

    @Test
    void deletesAJobForGood() {
        var job = managed.create(aJob().jobKey("key"));
        managed.pass(Duration.ofMinutes(1));

        managed.manager.deleteCronJob(job.jobId(), new Caller(ORG, "bob", "not needed"));

        var deleted = managed.stored(job);
        assertThat(deleted.status()).isEqualTo(CronJobStatus.DELETED);
        assertThat(deleted.nextRun()).isNull();
        assertThat(deleted.version()).isEqualTo(2);
        assertThat(deleted.deletedAt()).isEqualTo(managed.now());
        assertThat(deleted.updatedAt()).isEqualTo(managed.now());
        assertThat(deleted.userId()).isEqualTo("ann");
        assertThat(deleted.statusReason()).isEqualTo("not needed");
        assertThat(managed.events).containsExactly(new CronDeleted(EventSource.of(job), managed.now(), "Report"));
        assertThat(managed.manager.getCronJob(job.jobId(), ORG)).isEmpty();
        assertThat(managed.manager
                        .listCronJobs(CronJobListQuery.builder(ORG).build())
                        .items())
                .isEmpty();
    }

    @Test
    void takesADeletedJobForOneThatDoesNotExist() {
        var job = managed.create(aJob());
        managed.manager.deleteCronJob(job.jobId(), ANN);
        managed.forget();

        for (var call : CallsOfManager.changing(managed, job.jobId(), ANN)) {
            assertThatThrownBy(call).isInstanceOf(JobNotFoundException.class);
        }
        assertThatThrownBy(() -> managed.manager.getCronJobStats(job.jobId(), ORG))
                .isInstanceOf(JobNotFoundException.class);
        assertThat(managed.writes).isEmpty();
        assertThat(managed.events).isEmpty();
    }

    @Test
    void listsPageAfterPageWithoutGapsOrRepetitions() {
        for (var number = 0; number < 7; number++) {
            managed.create(aJob().jobKey("key-" + number).priority(number % 3));
            managed.pass(Duration.ofSeconds(1));
        }
        var query = CronJobListQuery.builder(ORG).sort(CronJobSort.PRIORITY).limit(3);
        var listed = new ArrayList<String>();

        Page<CronJob> page;
        do {
            page = managed.manager.listCronJobs(query.build());
            page.items().forEach(job -> listed.add(job.priority() + " " + job.jobKey()));
            query.cursor(page.nextCursor());
        } while (page.hasMore());

        assertThat(listed).containsExactly("0 key-0", "0 key-3", "0 key-6", "1 key-1", "1 key-4", "2 key-2", "2 key-5");
        assertThat(page.total()).isEqualTo(7);
        assertThat(page.totalCapped()).isFalse();
        assertThat(managed.manager
                        .listCronJobs(
                                CronJobListQuery.builder(ORG).offset(5).limit(5).build())
                        .items())
                .extracting(CronJob::jobKey)
                .containsExactly("key-5", "key-6");
    }

    @Test
    void listsByStatusUserSkillKeyAndName() {
        var a = managed.create(CreateCronJobRequest.builder(ORG, "ann", "Alpha", "0 * * * *", "report"));
        var b = managed.create(CreateCronJobRequest.builder(ORG, "bob", "Beta", "0 * * * *", "mail")
                .jobKey("b"));
        managed.create(CreateCronJobRequest.builder("other", "ann", "Alpha", "0 * * * *", "report"));
        managed.manager.pauseCronJob(b.jobId(), ANN);

        assertThat(listed(CronJobListQuery.builder(ORG))).containsExactly("Alpha", "Beta");
        assertThat(listed(CronJobListQuery.builder(ORG).enabled(true))).containsExactly("Alpha");
        assertThat(listed(CronJobListQuery.builder(ORG).enabled(false))).containsExactly("Beta");
        assertThat(listed(CronJobListQuery.builder(ORG).userId("bob"))).containsExactly("Beta");
        assertThat(listed(CronJobListQuery.builder(ORG).skillName("report"))).containsExactly("Alpha");
        assertThat(listed(CronJobListQuery.builder(ORG).jobKey("b"))).containsExactly("Beta");
        assertThat(listed(CronJobListQuery.builder(ORG).nameContains("ALP"))).containsExactly("Alpha");
        assertThat(listed(CronJobListQuery.builder("nobody"))).isEmpty();
        managed.manager.deleteCronJob(a.jobId(), ANN);
        assertThat(listed(CronJobListQuery.builder(ORG))).containsExactly("Beta");
        assertThat(listed(CronJobListQuery.builder(ORG).status(CronJobStatus.DELETED)))
                .containsExactly("Alpha");
    }

    @Test
    void refusesAQueryThatNoStoreCanAnswer() {
        var builders = Map.of(
                "organizationId", CronJobListQuery.builder("a\u0000"),
                "userId", CronJobListQuery.builder(ORG).userId("\u0000"),
                "skillName", CronJobListQuery.builder(ORG).skillName("\uD83D"),
                "jobKey", CronJobListQuery.builder(ORG).jobKey("\u0000"),
                "nameContains", CronJobListQuery.builder(ORG).nameContains("\u0000"),
                "sort", CronJobListQuery.builder(ORG).sort(null),
                "cursor", CronJobListQuery.builder(ORG).cursor("forged"));

        builders.forEach((field, query) -> assertThatThrownBy(() -> managed.manager.listCronJobs(query.build()))
                .isInstanceOf(InvalidQueryException.class)
                .extracting("field")
                .isEqualTo(field));
        assertThatThrownBy(() -> managed.manager.listCronJobs(
                        CronJobListQuery.builder(null).build()))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("organizationId is missing");
    }

    @Test
    void tellsHowAJobIsDoing() {
        var job = managed.create(aJob("0 * * * *"));
        assertThat(managed.manager.getCronJobStats(job.jobId(), ORG).health()).isEqualTo(CronJobHealth.NEVER_RUN);
        for (var hour = 0; hour < 5; hour++) {
            managed.pass(Duration.ofHours(1));
            managed.end(
                    managed.claim(Duration.ZERO).get(0),
                    hour == 0 ? CronExecutionStatus.FAILED : CronExecutionStatus.COMPLETED);
        }

        var stats = managed.manager.getCronJobStats(job.jobId(), ORG);

        assertThat(stats.jobId()).isEqualTo(job.jobId());
        assertThat(stats.totalRuns()).isEqualTo(5);
        assertThat(stats.successRate()).isEqualTo(0.8);
        assertThat(stats.health()).isEqualTo(CronJobHealth.DEGRADED);
        assertThat(stats.total().runCount()).isEqualTo(5);
        assertThat(stats.nextRun()).isEqualTo(NOON.plus(Duration.ofHours(6)));
    }

    @Test
    void judgesAJobByItsLastThirtyDays() {
        var job = managed.create(aJob("0 * * * *"));
        managed.pass(Duration.ofHours(1));
        managed.end(managed.claim(Duration.ZERO).get(0), CronExecutionStatus.FAILED);

        managed.pass(Duration.ofDays(30));
        assertThat(managed.manager.getCronJobStats(job.jobId(), ORG).health()).isEqualTo(CronJobHealth.UNHEALTHY);
        managed.pass(Duration.ofHours(1));
        var stats = managed.manager.getCronJobStats(job.jobId(), ORG);
        assertThat(stats.health()).isEqualTo(CronJobHealth.NEVER_RUN);
        assertThat(stats.total().failureCount()).isEqualTo(1);
    }

    private List<String> listed(CronJobListQuery.Builder query) {
        return managed.manager.listCronJobs(query.build()).items().stream()
                .map(CronJob::jobName)
                .toList();
    }
}
