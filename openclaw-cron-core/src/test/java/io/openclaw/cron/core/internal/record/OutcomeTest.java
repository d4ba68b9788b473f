package io.openclaw.cron.core.internal.record;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NODE;
import static io.openclaw.cron.core.internal.lifecycle.Samples.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.core.internal.record.Outcome.Kind;
import io.openclaw.cron.spi.JobExecution;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private final JobExecution before = work();
    private final CronExecution after =
            before.execution().toBuilder().tokensUsed(7).build();
    private final List<CronExecution> made = new ArrayList<>();

    @Test
    void itsStateIsMadeOnceWhenItIsAskedFor() {
        var outcome = later(Kind.FINAL);
        assertThat(outcome.executionId()).isEqualTo(before.execution().executionId());
        assertThat(outcome.fence()).isEqualTo(before.execution().fence());
        assertThat(outcome.job()).isEqualTo(before.job());
        assertThat(made).isEmpty();
        assertThat(outcome.execution()).isSameAs(after);
        assertThat(outcome.execution()).isSameAs(after);
        assertThat(made).hasSize(1);
    }

    @Test
    void theStateOfWhatIsOvertakenIsNeverMade() {
        var queue = new OutcomeQueue(10);
        queue.put(later(Kind.STARTED));
        var end = later(Kind.FINAL);
        queue.put(end);
        assertThat(queue.take(10)).containsExactly(end);
        assertThat(made).isEmpty();
    }

    private Outcome later(Kind kind) {
        return new Outcome(kind, NODE, before, () -> {
            made.add(after);
            return after;
        });
    }
}
