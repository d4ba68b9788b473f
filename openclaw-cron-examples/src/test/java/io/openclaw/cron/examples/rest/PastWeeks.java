package io.openclaw.cron.examples.rest;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.core.InMemoryCronStore;
import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A store with weeks of history, made in a moment by a clock that runs ahead: something to draw. */
final class PastWeeks {
    static final String ORGANIZATION = "northwind";
    static final String USER = "ada";

    private static final int DAYS = 20;
    private static final Duration STEP = Duration.ofMinutes(30);

    /** How many runs of a hundred fail. */
    private static final Map<String, Integer> TROUBLE =
            Map.of("Settle card payments", 6, "Import price lists", 30, "Sync the warehouse", 1);

    private final ManualClock clock = ManualClock.at(
            Clock.systemUTC().instant().minus(Duration.ofDays(DAYS)).truncatedTo(ChronoUnit.HOURS));
    private final Random random = new Random(17);

    private PastWeeks() {}

    static StoreChoice store() {
        return new PastWeeks().live();
    }

    private StoreChoice live() {
        var store = new InMemoryCronStore();
        var cron = OpenClawCron.builder()
                .skillExecutor((request, context) -> run(request))
                .store(store)
                .clock(clock)
                .build();
        cron.start();
        cron.manager().createCronJobs(jobs());
        var end = Clock.systemUTC().instant();
        for (var next = clock.instant().plus(STEP); next.isBefore(end); next = next.plus(STEP)) {
            clock.advance(Duration.between(clock.instant(), next));
            cron.runDue();
        }
        cron.close();
        return new StoreChoice("in memory", store, UnaryOperator.identity(), () -> {});
    }

    private synchronized SkillResult run(SkillRequest request) {
        clock.advance(Duration.ofMillis(200 + random.nextInt(20_000)));
        if (random.nextInt(100) < TROUBLE.getOrDefault(request.jobName(), 0)) {
            throw SkillException.permanent("upstream_unavailable", "The payment provider answered 503");
        }
        return SkillResult.of(Map.of("rows", random.nextInt(10_000)));
    }

    private static List<CreateCronJobRequest> jobs() {
        return List.of(
                job("Settle card payments", "*/30 * * * *", "http-check", "UTC")
                        .description("Collects what was paid by card and books it. Finance looks at this page.")
                        .skillParams(Map.of("url", "https://payments.example.org/settle"))
                        .build(),
                job("Rebuild the search index", "0 */2 * * *", "countdown", "Europe/Oslo")
                        .build(),
                job("Morning digest", "0 8 * * MON-FRI", "folder-digest", "America/New_York")
                        .build(),
                job("Sync the warehouse", "0 * * * *", "http-check", "Asia/Tokyo")
                        .build(),
                job("Renew certificates", "0 3 1,15 * *", "http-check", "UTC").build(),
                job("Import price lists", "30 */4 * * *", "folder-digest", "Europe/Berlin")
                        .build(),
                job("Count words of the archive", "0 0 * * SUN", "word-count", "UTC")
                        .build(),
                job("Old mailing", "@daily", "flaky", "UTC").enabled(false).build());
    }

    private static CreateCronJobRequest.Builder job(String name, String schedule, String skill, String zone) {
        return CreateCronJobRequest.builder(ORGANIZATION, USER, name, schedule, skill)
                .timezone(zone)
                .maxRetries(0)
                .timeoutSeconds(300);
    }
}
