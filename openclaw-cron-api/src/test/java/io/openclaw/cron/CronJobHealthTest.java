package io.openclaw.cron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronJobHealthTest {

    @ParameterizedTest(name = "{0} completed, {1} failed, {2} timed out: {3}")
    @CsvSource({
        "1, 0, 0, HEALTHY",
        "95, 5, 0, HEALTHY",
        "95, 0, 5, HEALTHY",
        "949, 51, 0, DEGRADED",
        "19, 1, 0, HEALTHY",
        "18, 1, 0, DEGRADED",
        "80, 20, 0, DEGRADED",
        "4, 0, 1, DEGRADED",
        "799, 200, 1, UNHEALTHY",
        "0, 1, 0, UNHEALTHY",
        "0, 0, 1, UNHEALTHY"
    })
    void isJudgedByTheShareOfRunsThatCompleted(long completed, long failed, long timeout, CronJobHealth health) {
        assertThat(CronJobHealth.of(new OutcomeCounts(completed, failed, timeout, 0, 0)))
                .isEqualTo(health);
    }

    @Test
    void doesNotCountWhatWasSkippedOrCancelled() {
        assertThat(CronJobHealth.of(new OutcomeCounts(0, 0, 0, 5, 5))).isEqualTo(CronJobHealth.NEVER_RUN);
        assertThat(CronJobHealth.of(new OutcomeCounts(1, 0, 0, 100, 100))).isEqualTo(CronJobHealth.HEALTHY);
    }

    @Test
    void addsCountsUpOneByOne() {
        var sum = new OutcomeCounts(1, 2, 3, 4, 5).plus(new OutcomeCounts(10, 20, 30, 40, 50));

        assertThat(sum).isEqualTo(new OutcomeCounts(11, 22, 33, 44, 55));
        assertThat(sum.runs()).isEqualTo(66);
        assertThat(sum.successRate()).isEqualTo(11.0 / 66);
        assertThat(OutcomeCounts.NONE.successRate()).isZero();
    }
}
