package io.openclaw.cron.examples.rest.api;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.UpdateCronJobRequest;
import io.openclaw.cron.examples.rest.auth.Identity;
import io.openclaw.cron.examples.rest.http.JsonFields;
import java.util.Optional;
import java.util.Set;

/** Turns bodies into what the library is asked for; what the values may be, the library knows. */
final class JobBodies {
    /** The fields of a job that a client can set; who owns it comes from the token. */
    static final Set<String> FIELDS = Set.of(
            "jobName",
            "jobKey",
            "description",
            "schedule",
            "timezone",
            "skillName",
            "skillParams",
            "enabled",
            "priority",
            "misfirePolicy",
            "overlapPolicy",
            "recoveryPolicy",
            "catchUpAfterPause",
            "maxRetries",
            "timeoutSeconds");

    /** What an update can take away: null does so. */
    private static final Set<String> REMOVABLE = Set.of("jobKey", "description");

    private JobBodies() {}

    static CreateCronJobRequest creation(JsonFields body, Identity owner) {
        var request = CreateCronJobRequest.builder(
                        owner.organizationId(),
                        owner.userId(),
                        body.requiredText("jobName"),
                        body.requiredText("schedule"),
                        body.requiredText("skillName"))
                .jobKey(body.text("jobKey").orElse(null))
                .description(body.text("description").orElse(null))
                .timezone(body.text("timezone").orElse(null))
                .policies(policies(body))
                .maxRetries(body.number("maxRetries").orElse(null))
                .timeoutSeconds(body.number("timeoutSeconds").orElse(null));
        body.object("skillParams").ifPresent(request::skillParams);
        body.flag("enabled").ifPresent(request::enabled);
        body.number("priority").ifPresent(request::priority);
        return request.build();
    }

    private static JobPolicies policies(JsonFields body) {
        var usual = JobPolicies.DEFAULT;
        return new JobPolicies(
                body.choice("misfirePolicy", MisfirePolicy.class).orElse(usual.misfire()),
                body.choice("overlapPolicy", OverlapPolicy.class).orElse(usual.overlap()),
                body.choice("recoveryPolicy", RecoveryPolicy.class).orElse(usual.recovery()),
                body.flag("catchUpAfterPause").orElse(usual.catchUpAfterPause()));
    }

    static UpdateCronJobRequest change(JsonFields body, Optional<Long> expectedVersion) {
        body.requireNoNullsExceptIn(REMOVABLE);
        return UpdateCronJobRequest.builder()
                .expectedVersion(expectedVersion.orElse(null))
                .jobName(body.text("jobName").orElse(null))
                .jobKey(removable(body, "jobKey"))
                .description(removable(body, "description"))
                .schedule(body.text("schedule").orElse(null))
                .timezone(body.text("timezone").orElse(null))
                .skillName(body.text("skillName").orElse(null))
                .skillParams(body.object("skillParams").orElse(null))
                .enabled(body.flag("enabled").orElse(null))
                .priority(body.number("priority").orElse(null))
                .misfirePolicy(body.choice("misfirePolicy", MisfirePolicy.class).orElse(null))
                .overlapPolicy(body.choice("overlapPolicy", OverlapPolicy.class).orElse(null))
                .recoveryPolicy(
                        body.choice("recoveryPolicy", RecoveryPolicy.class).orElse(null))
                .catchUpAfterPause(body.flag("catchUpAfterPause").orElse(null))
                .maxRetries(body.number("maxRetries").orElse(null))
                .timeoutSeconds(body.number("timeoutSeconds").orElse(null))
                .build();
    }

    /** For the library an empty text takes away and null keeps. */
    private static String removable(JsonFields body, String name) {
        return body.has(name) ? body.text(name).orElse("") : null;
    }
}
