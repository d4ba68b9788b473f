package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {
    private static final int CALLS = 20_000;
    private static final long START = 1_767_225_600L;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"* * * * *", "30 2 * * *", "0 0 29 2 *", "15 1 LW,15W * FRIL,1#2", "*/7 * * * * *"})
    void findingAFireTimeAllocatesNothing(String expression) {
        var times = new CronExpressions().fireTimes(expression, ZoneId.of("America/New_York"));
        run(times);
        long before = threads.getCurrentThreadAllocatedBytes();
        run(times);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocated).as("bytes in %d calls", 2 * CALLS).isLessThan(CALLS);
    }

    private static void run(FireTimes times) {
        long after = START;
        for (int i = 0; i < CALLS; i++) {
            long next = times.nextEpochSecond(after);
            after = next == FireTimes.NEVER ? START : next;
            times.latestEpochSecond(START - 100_000_000, after - 1);
        }
    }
}
