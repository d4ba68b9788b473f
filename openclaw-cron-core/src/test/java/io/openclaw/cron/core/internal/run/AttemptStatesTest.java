package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptStatesTest {
    @Test
    void anAttemptThatBeginsForgetsTheOneBeforeAndNothingElse() {
        var execution = Samples.everything().build();
        assertThat(AttemptStates.running(execution, NOON.plusSeconds(60)))
                .isEqualTo(execution.toBuilder()
                        .status(CronExecutionStatus.RUNNING)
                        .attempt(execution.attempt() + 1)
                        .startedAt(NOON.plusSeconds(60))
                        .executionTime(null)
                        .progress(null)
                        .error(null)
                        .build());
    }

    @Test
    void anAttemptThatCompletesChangesNothingButItsEnd() {
        var execution = Samples.everything().build();
        assertThat(AttemptStates.completed(execution, NOON.plusSeconds(60), Duration.ofSeconds(7), Map.of("a", 1)))
                .isEqualTo(execution.toBuilder()
                        .status(CronExecutionStatus.COMPLETED)
                        .completedAt(NOON.plusSeconds(60))
                        .executionTime(Duration.ofSeconds(7))
                        .result(Map.of("a", 1))
                        .build());
    }
}
