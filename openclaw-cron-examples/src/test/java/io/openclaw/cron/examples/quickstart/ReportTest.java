package io.openclaw.cron.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronTimelineBucket;
import io.openclaw.cron.DurationSummary;
import io.openclaw.cron.OutcomeCounts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void theFullestHourHasTheFullBar() {
        var noon = Instant.parse("2026-01-01T12:00:00Z");

        assertThat(Report.timeline(
                        List.of(bucket(noon, 4, 0), bucket(noon.plusSeconds(3600), 1, 1), bucket(noon, 0, 0))))
                .extracting(line -> line.substring(line.indexOf('|')))
                .containsExactly(
                        "|" + "#".repeat(30) + "| 4 of 4 completed",
                        "|" + "#".repeat(15) + ".".repeat(15) + "| 1 of 2 completed",
                        "|" + ".".repeat(30) + "| no runs");
    }

    private static CronTimelineBucket bucket(Instant start, long completed, long failed) {
        return new CronTimelineBucket(start, new OutcomeCounts(completed, failed, 0, 0, 0), DurationSummary.NONE);
    }
}
