package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronProgress;
import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.internal.lifecycle.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressReportsTest {
    private final ManualClock clock = ManualClock.at(NOON);
    private final List<Integer> stored = new ArrayList<>();
    private final ProgressReports reports =
            new ProgressReports(new ManualTime(clock), () -> stored.add(latestPercent()));

    @Test
    void theFirstReportIsStoredAtOnce() {
        report(1);
        assertThat(stored).containsExactly(1);
    }

    @Test
    void ofABurstTheFirstAndTheLastAreStoredASecondApart() {
        IntStream.rangeClosed(1, 50).forEach(this::report);
        assertThat(stored).containsExactly(1);
        clock.advance(Duration.ofMillis(999));
        assertThat(stored).containsExactly(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(stored).containsExactly(1, 50);
        clock.advance(Duration.ofSeconds(10));
        assertThat(stored).containsExactly(1, 50);
    }

    @Test
    void reportsWithoutEndAreStoredOnceASecond() {
        for (var percent = 0; percent < 100; percent++) {
            report(percent);
            clock.advance(Duration.ofMillis(100));
        }
        assertThat(stored).hasSize(11).startsWith(0, 9, 19).endsWith(99);
    }

    @Test
    void aReportAfterAQuietSecondIsStoredAtOnce() {
        report(1);
        clock.advance(Duration.ofSeconds(1));
        report(2);
        assertThat(stored).containsExactly(1, 2);
    }

    @Test
    void theLatestReportIsKnownBeforeItIsStored() {
        assertThat(reports.latest()).isNull();
        report(1);
        report(2);
        assertThat(reports.latest()).extracting(CronProgress::percent).isEqualTo(2);
    }

    @Test
    void afterTheEndNothingIsStored() {
        report(1);
        report(2);
        reports.close();
        clock.advance(Duration.ofSeconds(10));
        assertThat(stored).containsExactly(1);
        assertThat(reports.latest()).extracting(CronProgress::percent).isEqualTo(2);
    }

    private void report(int percent) {
        reports.report(new CronProgress("stage", percent, ""));
    }

    private int latestPercent() {
        return reports.latest().percent();
    }
}
