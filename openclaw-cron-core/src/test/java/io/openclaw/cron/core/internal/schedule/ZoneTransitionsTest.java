package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZoneTransitionsTest {

    @Test
    void theTableHasTheOffsetsOfAllZones() {
        var random = new Random(7);
        for (var id : ZoneId.getAvailableZoneIds()) {
            var rules = ZoneId.of(id).getRules();
            var table = ZoneTransitions.of(ZoneId.of(id));
            for (int i = 0; i < 50; i++) {
                long second = random.nextLong(-5_000_000_000L, ZoneTransitions.HORIZON);
                int span = table.spanAt(second);
                assertThat(table.offset(span))
                        .as("%s at %d", id, second)
                        .isEqualTo(
                                rules.getOffset(Instant.ofEpochSecond(second)).getTotalSeconds());
                assertThat(second).isGreaterThanOrEqualTo(table.start(span)).isLessThan(table.end(span));
            }
        }
    }

    @Test
    void aSpanIsLongerThanTheLocalTimeItRepeats() {
        for (var id : ZoneId.getAvailableZoneIds()) {
            var table = ZoneTransitions.of(ZoneId.of(id));
            for (int span = 1; !table.isLast(span - 1); span++) {
                assertThat(table.end(span) - table.start(span))
                        .as("%s, span %d", id, span)
                        .isGreaterThan(table.overlapWithPrevious(span));
            }
        }
    }

    @Test
    void aFixedOffsetIsOneSpan() {
        var table = ZoneTransitions.of(ZoneOffset.ofHours(3));
        assertThat(table.spanAt(Long.MIN_VALUE)).isZero();
        assertThat(table.isLast(0)).isTrue();
        assertThat(table.end(0)).isEqualTo(ZoneTransitions.HORIZON);
        assertThat(table.gapBefore(0)).isZero();
    }

    @Test
    void aChangeOfThreeHoursIsNeitherGapNorOverlap() {
        var casey = ZoneTransitions.of(ZoneId.of("Antarctica/Casey"));
        int span = casey.spanAt(Instant.parse("2010-03-05T00:00:00Z").getEpochSecond());
        assertThat(casey.offset(span) - casey.offset(span - 1)).isEqualTo(-3 * 3_600);
        assertThat(casey.overlapWithPrevious(span)).isZero();
    }
}
