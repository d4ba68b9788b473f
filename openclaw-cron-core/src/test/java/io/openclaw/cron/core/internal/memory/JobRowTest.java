package io.openclaw.cron.core.internal.memory;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronJobState;
import io.openclaw.cron.CronJobStatus;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.RecoveryPolicy;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobRowTest {
    private static final CronJobState STATE =
            new CronJobState(NOON, CronExecutionStatus.FAILED, "error", 4, 3, 1, 1, 0);

    /** Each value differs, so that none can be mistaken for another. */
    private final CronJob job = new CronJob(
            new UUID(1, 1),
            "acme",
            "ann",
            "key",
            "name",
            "description",
            "0 * * * *",
            "Europe/Oslo",
            "skill",
            Map.of("a", 1),
            CronJobStatus.PAUSED,
            "reason",
            8,
            new JobPolicies(MisfirePolicy.SKIP, OverlapPolicy.QUEUE, RecoveryPolicy.FAIL, true),
            7,
            6,
            NOON.plusSeconds(1),
            5,
            NOON.plusSeconds(2),
            NOON.plusSeconds(3),
            NOON.plusSeconds(4),
            CronJobState.NONE);

    private final JobRow row = new JobRow(new Organization("acme"), job);

    @Test
    void isShownAsItIsWhileNothingHappens() {
        assertThat(row.snapshot()).isSameAs(job);
        assertThat(row.undecided()).isSameAs(job);
    }

    @Test
    void isShownWithWhatItsRunsHaveChangedAndNothingElse() {
        row.setNextRun(NOON.plusSeconds(60));
        row.setState(STATE);
        var changed = job.toBuilder().nextRun(NOON.plusSeconds(60)).state(STATE).build();
        assertThat(row.undecided()).isEqualTo(changed);
        assertThat(row.snapshot()).isEqualTo(changed);
        assertThat(row.snapshot()).isSameAs(row.snapshot());
    }
}
