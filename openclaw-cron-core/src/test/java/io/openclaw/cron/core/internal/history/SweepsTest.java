package io.openclaw.cron.core.internal.history;

import static io.openclaw.cron.CronExecutionStatus.COMPLETED;
import static io.openclaw.cron.core.internal.history.RecordedRuns.ORG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.RollupQuery;
import io.openclaw.cron.spi.SweepStep;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What housekeeping does with all jobs in turn. */
class SweepsTest {
    private final RecordedRuns runs = new RecordedRuns();
    private final List<@Nullable Object> places = new ArrayList<>();

    @Test
    void aJobKeepsItsNewestExecutions() {
        var job = runs.job(ORG);
        runs.run(job, COMPLETED);
        var kept = List.of(runs.run(job, COMPLETED), runs.run(job, COMPLETED));
        var retention = new RetentionPerJob(runs.store, 2);

        assertThat(retention.removeSurplus()).hasValue(1);
        assertThat(retention.removeSurplus()).hasValue(0);

        assertThat(new DefaultCronHistory(runs.store, runs::now).getRecentExecutions(job.jobId(), ORG, 10))
                .containsExactly(kept.get(1), kept.get(0));
    }

    @Test
    void everythingIsKeptIfNoNumberIsGiven() {
        var retention = new RetentionPerJob(answering(List.of()), 0);

        assertThat(retention.removeSurplus()).isEmpty();
        assertThat(places).isEmpty();
    }

    @Test
    void aPassEndsAfterSomeStepsAndTheNextOneGoesOnWhereItEnded() {
        var answers = new ArrayList<@Nullable Object>();
        for (var step = 1; step <= RetentionPerJob.STEPS_PER_PASS + 1; step++) {
            answers.add(new SweepStep(10, "place " + step));
        }
        answers.add(new SweepStep(5, null));
        answers.add(new SweepStep(0, null));
        var retention = new RetentionPerJob(answering(answers), 3);

        assertThat(retention.removeSurplus()).hasValue(10L * RetentionPerJob.STEPS_PER_PASS);
        assertThat(retention.removeSurplus()).hasValue(15);
        assertThat(retention.removeSurplus()).hasValue(0);

        assertThat(places.get(0)).isNull();
        assertThat(places.subList(RetentionPerJob.STEPS_PER_PASS, places.size()))
                .isEqualTo(Arrays.asList("place 20", "place 21", null));
    }

    @Test
    void hoursBecomeDaysWhenTheyAreNinetyDaysOld() {
        var job = runs.job(ORG);
        var folding = new StatisticsFolding(runs.store, runs::now);
        for (var time : List.of("2026-03-01T13:00:00Z", "2026-03-01T15:00:00Z", "2026-03-02T13:00:00Z")) {
            runs.setTime(time);
            runs.run(job, COMPLETED);
        }
        runs.setTime("2026-05-30T23:59:59Z");
        assertThat(folding.foldOld()).hasValue(0);

        runs.setTime("2026-05-31T00:00:00Z");
        // Of the job and of its organization.
        assertThat(folding.foldOld()).hasValue(4);

        var query = new RollupQuery(ORG, job.jobId(), Instant.EPOCH, runs.now(), RollupQuery.Step.HOUR);
        assertThat(runs.store.rollups(query))
                .extracting(rollup -> rollup.start().toString())
                .containsExactly("2026-03-01T00:00:00Z", "2026-03-02T13:00:00Z");
    }

    @Test
    void hoursAreLookedForOnceADay() {
        var folding =
                new StatisticsFolding(answering(List.of(new SweepStep(0, null), new SweepStep(0, null))), runs::now);
        folding.foldOld();
        runs.setTime("2026-03-01T23:59:59Z");
        folding.foldOld();
        assertThat(places).hasSize(1);

        runs.setTime("2026-03-02T00:00:00Z");
        folding.foldOld();
        assertThat(places).hasSize(2);
    }

    @Test
    void aSweepThatFailsGoesOnInTheNextPass() {
        var away = new CronStoreException("away", null);
        var folding = new StatisticsFolding(
                answering(List.of(away, new SweepStep(7, "there"), away, new SweepStep(3, null))), runs::now);

        assertThatThrownBy(folding::foldOld).isSameAs(away);
        assertThatThrownBy(folding::foldOld).isSameAs(away);
        assertThat(folding.foldOld()).hasValue(3);
        assertThat(places).isEqualTo(Arrays.asList(null, null, "there", "there"));
    }

    /** A store that gives these answers, or throws them, one after another. */
    private CronStore answering(List<?> answers) {
        Queue<Object> left = new ArrayDeque<>(answers);
        return (CronStore) Proxy.newProxyInstance(
                CronStore.class.getClassLoader(), new Class<?>[] {CronStore.class}, (proxy, method, arguments) -> {
                    places.add(arguments[1]);
                    var answer = left.remove();
                    if (answer instanceof CronStoreException failure) {
                        throw failure;
                    }
                    return answer;
                });
    }
}
