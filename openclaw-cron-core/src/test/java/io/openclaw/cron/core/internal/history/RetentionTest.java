package io.openclaw.cron.core.internal.history;

import static io.openclaw.cron.CronExecutionStatus.COMPLETED;
import static io.openclaw.cron.core.internal.history.RecordedRuns.ORG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecutionHistoryQuery;
import io.openclaw.cron.error.InvalidQueryException;
import io.openclaw.cron.spi.CronStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final RecordedRuns runs = new RecordedRuns();
    private final DefaultCronHistory history = new DefaultCronHistory(runs.store, runs::now);

    private long kept(String organization) {
        return history.getExecutionHistory(
                        CronExecutionHistoryQuery.builder(organization).build())
                .total();
    }

    @Test
    void removesWhatEndedLongerAgoThanItIsToBeKept() {
        var retention = new Retention(runs.store, runs::now, Duration.ofDays(30));
        var job = runs.job(ORG);
        runs.setTime("2026-03-01T12:00:00Z");
        runs.run(job, COMPLETED);
        runs.setTime("2026-03-01T12:00:00.000001Z");
        var kept = runs.run(job, COMPLETED);
        var pending = runs.pending(job);

        runs.setTime("2026-03-31T12:00:00Z");
        assertThat(retention.removeOld()).hasValue(0);
        runs.setTime("2026-03-31T12:00:00.000001Z");
        assertThat(retention.removeOld()).hasValue(1);

        assertThat(history.getRecentExecutions(job.jobId(), ORG, 10)).containsExactly(pending, kept);
        assertThat(history.getExecutionSummary(job.jobId(), ORG, 60).outcomes().completed())
                .isEqualTo(2);
    }

    @Test
    void keepsEverythingForEverIfRetentionIsZero() {
        runs.run(runs.job(ORG), COMPLETED);
        runs.setTime("2099-01-01T00:00:00Z");

        assertThat(new Retention(runs.store, runs::now, Duration.ZERO).removeOld())
                .isEmpty();
        assertThat(kept(ORG)).isEqualTo(1);
    }

    @Test
    void removesBatchAfterBatchUntilNothingIsLeft() {
        var job = runs.job(ORG);
        for (var run = 0; run < 2 * Purge.BATCH + 1; run++) {
            runs.run(job, COMPLETED);
        }
        var stillThere = runs.pending(job);
        var batches = new ArrayList<Integer>();

        var removed = new DefaultCronHistory(countingPurges(batches), runs::now)
                .cleanupOldExecutions(runs.now().plusSeconds(1));

        assertThat(removed).isEqualTo(2_001);
        assertThat(batches).containsExactly(1_000, 1_000, 1);
        assertThat(history.getRecentExecutions(job.jobId(), ORG, 10)).containsExactly(stillThere);
    }

    @Test
    void stopsAPassWhenItsBudgetIsUsedUp() {
        var purges = new int[1];
        var endless = purging(() -> {
            purges[0]++;
            return Purge.BATCH;
        });

        var removed = new Retention(endless, runs::now, Duration.ofDays(1)).removeOld();

        assertThat(purges[0]).isEqualTo(Retention.BATCHES_PER_PASS);
        assertThat(removed).hasValue((long) Retention.BATCHES_PER_PASS * Purge.BATCH);
    }

    @Test
    void stopsAfterTheBatchInWhichTheThreadIsInterrupted() {
        var interrupting = purging(() -> {
            Thread.currentThread().interrupt();
            return Purge.BATCH;
        });

        assertThat(new Retention(interrupting, runs::now, Duration.ofDays(1)).removeOld())
                .hasValue(Purge.BATCH);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void removesOnlyWhatTheOrganizationHas() {
        runs.run(runs.job(ORG), COMPLETED);
        runs.run(runs.job("other"), COMPLETED);
        var later = runs.now().plusSeconds(1);

        assertThat(history.cleanupOldExecutions("other", later)).isEqualTo(1);
        assertThat(kept(ORG)).isEqualTo(1);
        assertThat(kept("other")).isZero();
        assertThatThrownBy(() -> history.cleanupOldExecutions("a\u0000", later))
                .isInstanceOf(InvalidQueryException.class);
        assertThat(history.cleanupOldExecutions(Instant.MIN)).isZero();
        assertThat(kept(ORG)).isEqualTo(1);
        assertThat(history.cleanupOldExecutions(Instant.MAX)).isEqualTo(1);
    }

    private CronStore countingPurges(List<Integer> batches) {
        return (CronStore) Proxy.newProxyInstance(
                CronStore.class.getClassLoader(), new Class<?>[] {CronStore.class}, (proxy, method, arguments) -> {
                    var answer = method.invoke(runs.store, arguments);
                    if (method.getName().equals("purge")) {
                        batches.add((Integer) answer);
                    }
                    return answer;
                });
    }

    private static CronStore purging(IntSupplier purge) {
        return (CronStore) Proxy.newProxyInstance(
                CronStore.class.getClassLoader(),
                new Class<?>[] {CronStore.class},
                (proxy, method, arguments) -> purge.getAsInt());
    }
}
