package io.openclaw.cron.examples.rest;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.CronJobListQuery;
import io.openclaw.cron.CronManager;
import io.openclaw.cron.examples.plugin.WordCountSkill;
import io.openclaw.cron.examples.skills.CountdownSkill;
import io.openclaw.cron.examples.skills.FlakySkill;
import io.openclaw.cron.examples.skills.HttpCheckSkill;
import java.util.List;
import java.util.Map;

/** Something to look at after the first start. */
final class SampleJobs {
    static final String ORGANIZATION = "demo";
    static final String USER = "ada";

    private SampleJobs() {}

    /** Creates them, unless the organization has jobs already. */
    static void createIn(CronManager manager, String healthUrl) {
        var any = CronJobListQuery.builder(ORGANIZATION).limit(1).build();
        if (manager.listCronJobs(any).items().isEmpty()) {
            manager.createCronJobs(requests(healthUrl));
        }
    }

    private static List<CreateCronJobRequest> requests(String healthUrl) {
        return List.of(
                job("Check this server", "*/10 * * * * *", HttpCheckSkill.NAME, Map.of("url", healthUrl))
                        .description("Asks this server for its own health.")
                        .build(),
                job("Nightly countdown", "*/30 * * * * *", CountdownSkill.NAME, Map.of("steps", 50))
                        .description("Runs for ten seconds and reports progress; not really at night.")
                        .build(),
                job("Needs two retries", "0 * * * * *", FlakySkill.NAME, Map.of())
                        .description("Fails twice each time, and then succeeds.")
                        .build(),
                job("Always fails", "30 * * * * *", HttpCheckSkill.NAME, Map.of("url", healthUrl, "expectStatus", 418))
                        .description("Expects the wrong answer of this server, to show a failure.")
                        .maxRetries(1)
                        .build(),
                job("Weekday report", "0 9 * * MON-FRI", WordCountSkill.NAME, Map.of("text", "good morning"))
                        .jobKey("weekday-report")
                        .timezone("Europe/Oslo")
                        .build(),
                job("Switched off", "@hourly", FlakySkill.NAME, Map.of("failures", 0))
                        .enabled(false)
                        .build());
    }

    private static CreateCronJobRequest.Builder job(
            String name, String schedule, String skill, Map<String, Object> parameters) {
        return CreateCronJobRequest.builder(ORGANIZATION, USER, name, schedule, skill)
                .skillParams(parameters)
                .timeoutSeconds(60);
    }
}
