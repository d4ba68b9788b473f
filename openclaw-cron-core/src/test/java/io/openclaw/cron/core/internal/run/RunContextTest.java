package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static io.openclaw.cron.core.internal.lifecycle.Samples.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronProgress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunContextTest {
    private final List<CronProgress> reports = new ArrayList<>();
    private final Attempt attempt = new Attempt();
    private final RunContext context = new RunContext(work().execution(), () -> NOON, attempt, reports::add);

    @Test
    void whetherItIsCancelledIsLookedUpEachTime() {
        assertThat(context.isCancelled()).isFalse();
        attempt.stop(StopReason.CANCELLED);
        assertThat(context.isCancelled()).isTrue();
    }

    @Test
    void longTextsAreCutAtTheirLimits() {
        context.progress("s".repeat(255), 1, "m".repeat(4_000));
        context.progress("s".repeat(256), 2, "m".repeat(4_001));
        context.progress("s".repeat(254) + "😀", 3, "m".repeat(3_999) + "😀");
        assertThat(reports)
                .containsExactly(
                        new CronProgress("s".repeat(255), 1, "m".repeat(4_000)),
                        new CronProgress("s".repeat(255), 2, "m".repeat(4_000)),
                        new CronProgress("s".repeat(254), 3, "m".repeat(3_999)));
    }

    @Test
    void whatNoStoreCanKeepIsReplacedAndNullIsNothing() {
        context.progress(null, -5, "a\u0000b");
        context.progress("x", 500, null);
        assertThat(reports).containsExactly(new CronProgress("", 0, "a\uFFFDb"), new CronProgress("x", 100, ""));
    }

    @Test
    void usageBeyondWhatALongHoldsStaysThere() {
        context.usage(Long.MAX_VALUE - 1, 3);
        context.usage(5, Long.MAX_VALUE);
        assertThat(context.tokensUsed()).isEqualTo(Long.MAX_VALUE);
        assertThat(context.costCents()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void usageComesToThatOfEarlierAttempts() {
        var work = work().execution().toBuilder()
                .tokensUsed(100)
                .costCents(Long.MAX_VALUE)
                .build();
        var later = new RunContext(work, () -> NOON, attempt, reports::add);
        assertThat(later.usageReported()).isFalse();
        later.usage(0, 0);
        assertThat(later.usageReported()).isFalse();
        later.usage(1, 2);
        later.usage(3, 4);
        assertThat(later.usageReported()).isTrue();
        assertThat(later.tokensUsed()).isEqualTo(104);
        assertThat(later.costCents()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void negativeUsageIsRefusedAndChangesNothing() {
        context.usage(5, 6);
        assertThatThrownBy(() -> context.usage(-1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 tokens");
        assertThatThrownBy(() -> context.usage(1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(context.tokensUsed()).isEqualTo(5);
        assertThat(context.costCents()).isEqualTo(6);
    }
}
