package io.openclaw.cron.core.internal.manage;

import static io.openclaw.cron.core.internal.manage.ManagedStore.ANN;
import static io.openclaw.cron.core.internal.manage.ManagedStore.NOON;
import static io.openclaw.cron.core.internal.manage.ManagedStore.aJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.CronSchedulerStatistics;
import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.error.InvalidCronExpressionException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultCronSchedulerTest {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final CronSchedulerStatistics FIGURES =
            new CronSchedulerStatistics(ManagedStore.nodeId("here"), 1, 2, 3, 4, 5, 6, OutcomeCounts.NONE, 7, 8);

    private final ManagedStore managed = new ManagedStore();
    private final AtomicInteger shutdowns = new AtomicInteger();
    private final DefaultCronScheduler scheduler = new DefaultCronScheduler(
            managed.expressions, managed.manager, managed::now, OSLO, () -> FIGURES, shutdowns::incrementAndGet);

    @Test
    void previewsAnExpressionFromNowOnInTheDefaultZone() {
        var result = scheduler.validateCronExpression("0 9 * * *");

        assertThat(result.valid()).isTrue();
        assertThat(result.errors()).isEmpty();
        assertThat(result.nextRuns()).hasSize(5).first().isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
    }

    @Test
    void previewsAnExpressionInAnotherZone() {
        assertThat(scheduler.validateCronExpression("0 9 * * *", "UTC").nextRuns())
                .first()
                .isEqualTo(Instant.parse("2026-03-02T09:00:00Z"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "x", "99 * * * *", "\u0000", "\uD83D"})
    void neverThrowsWhenItValidates(String expression) {
        assertThat(scheduler.validateCronExpression(expression).valid()).isFalse();
        assertThat(scheduler.validateCronExpression(expression, expression).errors())
                .hasSizeGreaterThan(1);
        assertThat(scheduler.validateCronExpression("0 9 * * *", expression).valid())
                .isFalse();
    }

    @Test
    void computesNextRuns() {
        assertThat(scheduler.calculateNextRun("0 9 * * *", OSLO, NOON)).contains(Instant.parse("2026-03-02T08:00:00Z"));
        assertThat(scheduler.calculateNextRuns("0 9 * * *", ZoneOffset.UTC, NOON, 2))
                .containsExactly(Instant.parse("2026-03-02T09:00:00Z"), Instant.parse("2026-03-03T09:00:00Z"));
        assertThat(scheduler.calculateNextRuns("0 9 * * *", OSLO, NOON, 0)).isEmpty();
        assertThat(scheduler.calculateNextRuns("0 9 * * *", OSLO, NOON, 1_000)).hasSize(1_000);
        assertThat(scheduler.calculateNextRun("0 0 30 2 *", OSLO, NOON)).isEmpty();
        assertThat(scheduler.calculateNextRun("0 9 * * *", OSLO, Instant.MAX)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_001, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesToComputeTooManyRuns(int count) {
        assertThatThrownBy(() -> scheduler.calculateNextRuns("0 9 * * *", OSLO, NOON, count))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count is " + count + "; allowed are 0 to 1000");
    }

    @Test
    void refusesToComputeWithABadExpression() {
        assertThatThrownBy(() -> scheduler.calculateNextRun("x", OSLO, NOON))
                .isInstanceOf(InvalidCronExpressionException.class);
        assertThatThrownBy(() -> scheduler.parseCronExpression("x")).isInstanceOf(InvalidCronExpressionException.class);
        assertThatThrownBy(() -> scheduler.describe("x", Locale.ENGLISH))
                .isInstanceOf(InvalidCronExpressionException.class);
    }

    @Test
    void saysWhichArgumentIsNull() {
        assertThatThrownBy(() -> scheduler.parseCronExpression(null)).hasMessage("expression is null");
        assertThatThrownBy(() -> scheduler.calculateNextRun(null, OSLO, NOON)).hasMessage("expression is null");
        assertThatThrownBy(() -> scheduler.calculateNextRun("x", null, NOON)).hasMessage("zone is null");
        assertThatThrownBy(() -> scheduler.calculateNextRun("x", OSLO, null)).hasMessage("after is null");
        assertThatThrownBy(() -> scheduler.describe("x", null)).hasMessage("locale is null");
    }

    @Test
    void readsAndDescribesAnExpression() {
        assertThat(scheduler.parseCronExpression("30 0 9 * * MON").hasSeconds()).isTrue();
        assertThat(scheduler.describe("0 9 * * *", Locale.ENGLISH)).isNotBlank();
    }

    @Test
    void switchesJobsLikeTheManager() {
        var job = managed.create(aJob());

        assertThat(scheduler.pauseJob(job.jobId(), ANN).status()).isEqualTo(CronJobStatus.PAUSED);
        assertThat(scheduler.resumeJob(job.jobId(), ANN).status()).isEqualTo(CronJobStatus.ENABLED);
        assertThat(scheduler.unscheduleJob(job.jobId(), ANN).status()).isEqualTo(CronJobStatus.DISABLED);
        assertThat(scheduler.scheduleJob(job.jobId(), ANN).status()).isEqualTo(CronJobStatus.ENABLED);
        assertThat(managed.stored(job).version()).isEqualTo(5);
    }

    @Test
    void asksTheEngineForFiguresAndToStop() {
        assertThat(scheduler.getStatistics()).isSameAs(FIGURES);
        scheduler.shutdown();
        assertThat(shutdowns).hasValue(1);
    }
}
