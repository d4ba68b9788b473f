package io.openclaw.cron.core.internal.event;

import static io.openclaw.cron.core.internal.lifecycle.Samples.progress;
import static io.openclaw.cron.core.internal.lifecycle.Samples.triggered;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.SkillProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final EventQueue queue = new EventQueue(4);

    @Test
    void eventsLeaveInTheOrderInWhichTheyCame() {
        add(triggered(1), progress(2), triggered(3), progress(4));
        assertThat(rest()).containsExactly(triggered(1), progress(2), triggered(3), progress(4));
        assertThat(queue.dropped()).isZero();
    }

    @Test
    void anEmptyQueueHasNothingToGive() {
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.poll()).isNull();
        add(triggered(1));
        assertThat(queue.isEmpty()).isFalse();
        rest();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aFullQueueDropsItsOldestProgressFirst() {
        add(triggered(1), progress(2), triggered(3), progress(4), triggered(5), triggered(6));
        assertThat(rest()).containsExactly(triggered(1), triggered(3), triggered(5), triggered(6));
        assertThat(queue.dropped()).isEqualTo(2);
    }

    @Test
    void ofSeveralProgressReportsTheOldestIsDropped() {
        add(triggered(1), progress(2), triggered(3), progress(4), triggered(5));
        assertThat(rest()).containsExactly(triggered(1), triggered(3), progress(4), triggered(5));
    }

    @Test
    void aFullQueueWithoutProgressDropsItsOldestEvent() {
        add(triggered(1), triggered(2), triggered(3), triggered(4), triggered(5));
        assertThat(rest()).containsExactly(triggered(2), triggered(3), triggered(4), triggered(5));
        assertThat(queue.dropped()).isEqualTo(1);
    }

    @Test
    void newProgressTakesThePlaceOfOldProgress() {
        add(progress(1), triggered(2), triggered(3), triggered(4), progress(5));
        assertThat(rest()).containsExactly(triggered(2), triggered(3), triggered(4), progress(5));
        assertThat(queue.dropped()).isEqualTo(1);
    }

    @Test
    void progressNeverTakesThePlaceOfAnythingElse() {
        add(triggered(1), triggered(2), triggered(3), triggered(4), progress(5));
        assertThat(rest()).containsExactly(triggered(1), triggered(2), triggered(3), triggered(4));
        assertThat(queue.dropped()).isEqualTo(1);
    }

    @Test
    void progressThatWasTakenIsNotDroppedAgain() {
        add(progress(1), progress(2));
        assertThat(queue.poll()).isEqualTo(progress(1));
        add(triggered(3), triggered(4), triggered(5), triggered(6));
        assertThat(rest()).containsExactly(triggered(3), triggered(4), triggered(5), triggered(6));
        assertThat(queue.dropped()).isEqualTo(1);
    }

    @Test
    void whateverHappensNothingIsLostUncountedAndNothingIsOutOfOrder() {
        var random = new Random(7);
        var sent = 0;
        var taken = new ArrayList<CronEvent>();
        for (var step = 0; step < 20_000; step++) {
            if (random.nextInt(5) < 3) {
                add(random.nextBoolean() ? progress(sent) : triggered(sent));
                sent++;
            } else if (!queue.isEmpty()) {
                taken.add(queue.poll());
            }
        }
        taken.addAll(rest());
        assertThat(taken.size() + queue.dropped()).isEqualTo(sent);
        assertThat(taken.stream().map(EventQueueTest::number)).isSorted().doesNotHaveDuplicates();
        assertThat(queue.dropped()).isPositive();
    }

    private static long number(CronEvent event) {
        return event instanceof SkillProgress report
                ? report.progress()
                : event.source().executionId().getLeastSignificantBits();
    }

    private void add(CronEvent... events) {
        for (var event : events) {
            queue.add(event);
        }
    }

    private List<CronEvent> rest() {
        var events = new ArrayList<CronEvent>();
        for (var event = queue.poll(); event != null; event = queue.poll()) {
            events.add(event);
        }
        return events;
    }
}
