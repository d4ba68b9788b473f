package io.openclaw.cron.examples.rest.api;

import io.openclaw.cron.CronTimelineBucket;
import io.openclaw.cron.OutcomeCounts;
import java.time.Instant;
import java.util.List;

/** One bar of a timeline, in JSON. */
record BucketView(Instant start, OutcomeCounts outcomes, SummaryView.DurationsView durations) {

    static List<BucketView> of(List<CronTimelineBucket> buckets) {
        return buckets.stream()
                .map(bucket -> new BucketView(
                        bucket.start(), bucket.outcomes(), SummaryView.DurationsView.of(bucket.durations())))
                .toList();
    }
}
