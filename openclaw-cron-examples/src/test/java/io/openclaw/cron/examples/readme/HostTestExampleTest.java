package io.openclaw.cron.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a host tests its own jobs: on a clock that it moves by hand, without a single wait. */
class HostTestExampleTest {
    private final ManualClock clock = ManualClock.at("2026-01-01T08:59:00Z");
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final OpenClawCron cron = OpenClawCron.builder()
            .skillExecutor((request, context) -> {
                if (context.attempt() == 1) {
                    throw SkillException.temporary("busy", "the mail server is busy");
                }
                sent.add(request.jobName() + " of " + context.scheduledTime());
                return SkillResult.empty();
            })
            .clock(clock)
            .build();

    @BeforeEach
    void start() {
        cron.start();
    }

    @AfterEach
    void close() {
        cron.close();
    }

    @Test
    void theReportIsSentAtNineAlthoughTheMailServerWasBusy() {
        var job = cron.manager()
                .createCronJob(CreateCronJobRequest.builder("acme", "ada", "Report", "0 9 * * *", "send")
                        .build());

        clock.advance(Duration.ofMinutes(1));
        cron.runDue();
        assertThat(sent).isEmpty();

        clock.advance(Duration.ofSeconds(2));
        cron.runDue();
        assertThat(sent).containsExactly("Report of 2026-01-01T09:00:00Z");
        assertThat(cron.history().getRecentExecutions(job.jobId(), "acme", 1))
                .singleElement()
                .satisfies(execution -> {
                    assertThat(execution.status()).isEqualTo(CronExecutionStatus.COMPLETED);
                    assertThat(execution.retryCount()).isOne();
                });
    }
}
