package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.OutcomeCounts;
import io.openclaw.cron.spi.DurationHistogram;
import io.openclaw.cron.spi.OutcomeRollup;
import io.openclaw.cron.spi.rules.Outcome;
import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is added to, or stands in, one row of statistics.
 *
 * @param key which row
 * @param totals what
 */
record RollupRow(Key key, OutcomeRollup totals) {
    /** In place of a job where a row is about a whole organization. */
    static final UUID NO_JOB = new UUID(0, 0);

    /**
     * Which row.
     *
     * @param organizationId of which organization
     * @param jobId of which job, or {@link #NO_JOB}
     * @param hour when it begins
     * @param stripe which of the rows of that hour; 0 for a job, which has one only
     */
    record Key(String organizationId, UUID jobId, Instant hour, int stripe) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::jobId, TimeOrderedId.ORDER)
                .thenComparing(Key::hour)
                .thenComparing(Key::organizationId)
                .thenComparing(Key::stripe);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What one outcome adds.
     *
     * @param hour when the row begins
     * @param outcome what ended
     * @param sign 1, or -1 for a cancelled one that is not counted any more
     */
    static OutcomeRollup of(Instant hour, Outcome outcome, int sign) {
        var counts = outcome.counts();
        var lateness = outcome.lateness();
        return new OutcomeRollup(
                hour,
                new OutcomeCounts(
                        sign * counts.completed(),
                        sign * counts.failed(),
                        sign * counts.timeout(),
                        sign * counts.skipped(),
                        sign * counts.cancelled()),
                outcome.duration() == null ? DurationHistogram.EMPTY : DurationHistogram.of(outcome.duration()),
                lateness == null ? Duration.ZERO : lateness,
                lateness == null ? Duration.ZERO : lateness,
                lateness == null ? 0 : 1,
                sign * outcome.tokensUsed(),
                sign * outcome.costCents());
    }

    /** The same row with more in it; null for nothing. */
    RollupRow plus(@Nullable OutcomeRollup more) {
        return more == null ? this : new RollupRow(key, more.plus(totals));
    }

    /** Not by way of nanoseconds, of which a long holds 292 years: a batch that is late may be late by more, added up. */
    static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
