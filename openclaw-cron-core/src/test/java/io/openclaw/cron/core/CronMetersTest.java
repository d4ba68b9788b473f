package io.openclaw.cron.core;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillResult;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CronMetersTest {
    private final ManualClock clock = ManualClock.at(NOON);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final OpenClawCron cron = OpenClawCron.builder()
            .clock(clock)
            .config(CronManagerConfig.builder()
                    .nodeName("mynode")
                    .maxConcurrentJobs(1)
                    .build())
            .skillExecutor((request, context) -> switch (request.skillName()) {
                case "fail" -> throw SkillException.permanent("code", "no luck");
                case "slow" -> {
                    clock.advance(Duration.ofSeconds(3));
                    yield SkillResult.empty();
                }
                case "block" -> {
                    begun.countDown();
                    release.await();
                    yield SkillResult.empty();
                }
                default -> SkillResult.empty();
            })
            .build();

    @BeforeEach
    void bind() {
        new CronMeters(cron).bindTo(registry);
    }

    @AfterEach
    void close() {
        release.countDown();
        cron.close();
    }

    @Test
    void theMetersAreTheDocumentedOnes() {
        assertThat(registry.getMeters())
                .extracting(
                        meter -> meter.getId().getName() + " " + meter.getId().getType())
                .map(name -> name.replace("openclaw.cron.", ""))
                .containsOnly(
                        "scheduled GAUGE",
                        "running GAUGE",
                        "waiting GAUGE",
                        "queued GAUGE",
                        "reserved GAUGE",
                        "runaway GAUGE",
                        "outcomes.waiting GAUGE",
                        "outcomes COUNTER",
                        "outcomes.refused COUNTER",
                        "events.dropped COUNTER",
                        "lateness TIMER",
                        "queue.wait TIMER",
                        "duration TIMER",
                        "record.batch DISTRIBUTION_SUMMARY",
                        "record.time TIMER");
        assertThat(registry.getMeters())
                .allMatch(meter -> !meter.getId().getDescription().isBlank());
    }

    @Test
    void noMeterHasATagButTheStatus() {
        cron.start();
        job("print");
        fire();
        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getKey)
                .containsOnly("status");
        assertThat(registry.getMeters()).hasSize(23);
    }

    @Test
    void endsAreCountedByTheirStatusWithTheDurationOfTheirRuns() {
        cron.start();
        job("slow");
        job("fail");
        fire();
        assertThat(value("openclaw.cron.outcomes", "status", "completed")).isEqualTo(1);
        assertThat(value("openclaw.cron.outcomes", "status", "failed")).isEqualTo(1);
        assertThat(value("openclaw.cron.outcomes", "status", "cancelled")).isZero();
        var completed = registry.get("openclaw.cron.duration")
                .tag("status", "completed")
                .timer();
        assertThat(completed.count()).isEqualTo(1);
        assertThat(completed.totalTime(TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void startsAndRecordsAreTimed() {
        cron.start();
        job("print");
        fire();
        assertThat(timer("openclaw.cron.lateness").count()).isEqualTo(1);
        assertThat(timer("openclaw.cron.queue.wait").count()).isEqualTo(1);
        assertThat(timer("openclaw.cron.record.time").count()).isPositive();
        var batches = registry.get("openclaw.cron.record.batch").summary();
        assertThat(batches.count()).isEqualTo(timer("openclaw.cron.record.time").count());
        assertThat(batches.totalAmount()).isBetween(1.0, 2.0);
    }

    @Test
    void gaugesShowWhatIsScheduledAndWhatRuns() {
        cron.start();
        job("block");
        job("print");
        clock.advance(Duration.ofMinutes(1));
        eventually().until(() -> begun.getCount() == 0);
        // Read once: the figures are kept for some seconds.
        assertThat(value("openclaw.cron.scheduled")).isEqualTo(2);
        assertThat(value("openclaw.cron.running")).isEqualTo(1);
        assertThat(value("openclaw.cron.runaway")).isZero();
        assertThat(value("openclaw.cron.outcomes.waiting")).isNotNegative();
        assertThat(value("openclaw.cron.outcomes.refused")).isZero();
        assertThat(value("openclaw.cron.events.dropped")).isZero();
    }

    @Test
    void gaugesAreThereAfterAGarbageCollectionToo() {
        cron.start();
        job("print");
        var collected = new WeakReference<>(new Object());
        eventually().until(() -> {
            System.gc();
            return collected.get() == null;
        });
        assertThat(value("openclaw.cron.scheduled")).isEqualTo(1);
        assertThat(value("openclaw.cron.running")).isZero();
    }

    private void job(String skill) {
        cron.manager()
                .createCronJob(CreateCronJobRequest.builder("acme", "ann", skill, "* * * * *", skill)
                        .build());
    }

    private void fire() {
        clock.advance(Duration.ofMinutes(1));
        cron.runDue();
    }

    private Timer timer(String name) {
        return registry.get(name).timer();
    }

    private double value(String name, String... tags) {
        var meter = registry.get(name).tags(tags).meter();
        return meter.measure().iterator().next().getValue();
    }
}
