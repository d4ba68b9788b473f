package io.openclaw.cron.core.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardedTest {
    @Test
    void theTaskRunsOnceForEachRun() {
        var runs = new AtomicInteger();
        var guarded = new Guarded("test", runs::incrementAndGet);
        guarded.run();
        guarded.run();
        assertThat(runs).hasValue(2);
    }

    @Test
    void whateverTheTaskThrowsStopsThere() {
        assertThatCode(new Guarded("test", () -> {
                    throw new IllegalStateException("hostile");
                })::run)
                .doesNotThrowAnyException();
        assertThatCode(new Guarded("test", () -> {
                    throw new StackOverflowError("hostile");
                })::run)
                .doesNotThrowAnyException();
    }
}
