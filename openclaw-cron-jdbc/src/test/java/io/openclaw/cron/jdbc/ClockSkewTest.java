package io.openclaw.cron.jdbc;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.testing.TestDatabase;
import io.openclaw.cron.jdbc.testing.TestLog;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.SkillResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes whose clocks differ from the database's: they go by the database's, and say so. */
class ClockSkewTest {
    private final TestDatabase database = TestProduct.POSTGRESQL.open();
    private final Jdbi jdbi = Jdbi.create(database.dataSource());
    private final Queue<Start> starts = new ConcurrentLinkedQueue<>();

    private record Start(Instant fireAt, Instant databaseTime) {}

    @ParameterizedTest(name = "{0} ms")
    @ValueSource(longs = {-5_000, -400, 400, 5_000})
    void nothingStartsEarlyByTheDatabasesTime(long skewMillis) {
        try (database;
                var cron = node("skewed" + skewMillis + "-" + System.nanoTime(), Duration.ofMillis(skewMillis))) {
            var jobs = IntStream.range(0, 5)
                    .mapToObj(i -> CreateCronJobRequest.builder("acme", "ann", "job " + i, "* * * * * *", "note")
                            .overlapPolicy(OverlapPolicy.ALLOW)
                            .build())
                    .toList();
            cron.manager().createCronJobs(jobs);

            eventually().until(() -> starts.size() >= 40);

            assertThat(starts)
                    .allSatisfy(start -> assertThat(start.databaseTime()).isAfterOrEqualTo(start.fireAt()));
            assertThat(cron.health().clockOffset())
                    .isBetween(Duration.ofMillis(-skewMillis - 900), Duration.ofMillis(-skewMillis + 900));
        }
    }

    @Test
    void aNodeWhoseClockIsOffSaysSo() {
        var name = "off-" + System.nanoTime();
        var log = new TestLog(name);
        try (database;
                var cron = node(name, Duration.ofSeconds(5))) {
            eventually().until(() -> !cron.nodes().get(0).clockOffset().isZero());

            assertThat(cron.health().problems())
                    .singleElement()
                    .asString()
                    .startsWith("This machine's clock is off by PT5")
                    .endsWith("the engine corrects for it");
            assertThat(cron.nodes().get(0).clockOffset()).isBetween(Duration.ofSeconds(-6), Duration.ofSeconds(-4));
            var beats = cron.health().lastBeat();
            eventually().until(() -> !cron.health().lastBeat().equals(beats));
            // The registration is made by the thread that starts; all beats after that find nothing new to say.
            assertThat(log.linesOf("Heartbeat")).isEmpty();
        }
    }

    private OpenClawCron node(String name, Duration skew) {
        var cron = OpenClawCron.builder()
                .skillExecutor(new SkillRegistry().register("note", (request, context) -> {
                    starts.add(new Start(context.scheduledTime(), databaseTime()));
                    return SkillResult.empty();
                }))
                .store(new JdbcCronStore(database.dataSource(), database.schema()))
                .clock(Clock.offset(Clock.systemUTC(), skew))
                .config(CronManagerConfig.builder()
                        .nodeName(name)
                        .heartbeat(Duration.ofMillis(200))
                        .shutdownGrace(Duration.ZERO)
                        .build())
                .build();
        cron.start();
        return cron;
    }

    private Instant databaseTime() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT clock_timestamp()")
                        .mapTo(OffsetDateTime.class)
                        .one())
                .toInstant();
    }
}
