package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.examples.skills.FlakySkill;
import io.openclaw.cron.examples.skills.FolderDigestSkill;
import io.openclaw.cron.examples.skills.HttpCheckSkill;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The skills and the jobs of the quickstart. */
final class QuickstartJobs {
    static final String ORGANIZATION = "quickstart";
    static final Caller CALLER = new Caller(ORGANIZATION, "you");

    /** Of the plug-in, whose class is not named here: the registry discovers it. */
    private static final String WORD_COUNT = "word-count";

    private QuickstartJobs() {}

    static SkillRegistry skills() {
        var skills = new SkillRegistry()
                .register(new FolderDigestSkill())
                .register(new HttpCheckSkill())
                .register(new FlakySkill());
        skills.discover();
        return skills;
    }

    static List<CreateCronJobRequest> requests(Path folder, String url) {
        return List.of(
                job("*/2 * * * * *", FolderDigestSkill.NAME, Map.of("folder", folder.toString())),
                job("*/2 * * * * *", HttpCheckSkill.NAME, Map.of("url", url)),
                job("*/5 * * * * *", FlakySkill.NAME, Map.of()),
                job("*/3 * * * * *", WORD_COUNT, Map.of("text", "every third second, whatever the minute")));
    }

    private static CreateCronJobRequest job(String schedule, String skill, Map<String, Object> parameters) {
        return CreateCronJobRequest.builder(ORGANIZATION, CALLER.userId(), skill, schedule, skill)
                .jobKey(skill)
                .skillParams(parameters)
                .maxRetries(2)
                .timeoutSeconds(10)
                .build();
    }
}
