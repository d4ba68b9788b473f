package io.openclaw.cron.core.internal.manage;

import static io.openclaw.cron.core.internal.manage.TextRules.present;
import static io.openclaw.cron.core.internal.manage.TextRules.shown;

import io.openclaw.cron.Caller;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronLimits;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.core.internal.json.JsonValues;
import io.openclaw.cron.core.internal.json.NotJsonException;
import io.openclaw.cron.core.internal.schedule.CronExpressions;
import io.openclaw.cron.error.InvalidCronExpressionException;
import io.openclaw.cron.error.InvalidJobException;
import io.openclaw.cron.spi.SkillExecutor;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a job must keep, one method each. A broken one throws {@link InvalidJobException} with the field, its value
 * if that is short, and what is allowed; a bad cron expression {@link InvalidCronExpressionException}.
 */
public final class JobRules {
    private static final int HIGHEST_PRIORITY = 9;
    private static final int NAMED_SKILLS = 10;
    private static final String EXPRESSION_FOR_ANY_ZONE = "* * * * *";

    private final CronLimits limits;
    private final SkillExecutor skills;
    private final CronExpressions expressions;

    /** Rules with these limits, for jobs of these skills. */
    public JobRules(CronLimits limits, SkillExecutor skills, CronExpressions expressions) {
        this.limits = limits;
        this.skills = skills;
        this.expressions = expressions;
    }

    String name(String field, @Nullable String value) {
        return TextRules.name(field, value, limits.nameLength());
    }

    @Nullable
    String description(String field, @Nullable String value) {
        return TextRules.freeText(field, value, limits.descriptionLength());
    }

    /** A caller's parts, which come from the host's authentication and end up in rows all the same. */
    void requireCaller(Caller caller) {
        name("caller.organizationId", caller.organizationId());
        name("caller.userId", caller.userId());
        description("caller.reason", caller.reason());
    }

    int priority(int value) {
        return (int) within("priority", value, 0, HIGHEST_PRIORITY);
    }

    int maxRetries(int value) {
        return (int) within("maxRetries", value, 0, limits.maxRetries());
    }

    int timeoutSeconds(int value) {
        return (int) within("timeoutSeconds", value, 1, limits.maxTimeout().toSeconds());
    }

    JobPolicies policies(@Nullable JobPolicies value) {
        var policies = present("policies", value, "JobPolicies.DEFAULT is a good one");
        present("policies.misfire", policies.misfire(), allowed(MisfirePolicy.values()));
        present("policies.overlap", policies.overlap(), allowed(OverlapPolicy.values()));
        present("policies.recovery", policies.recovery(), allowed(RecoveryPolicy.values()));
        return policies;
    }

    /** Parameters as every store can keep them, copied so that nobody changes them any more. */
    // A map of JSON values holds nulls; the API's type for it says Object, for readers who would not expect them.
    @SuppressWarnings("NullAway")
    Map<String, Object> parameters(@Nullable Map<String, ? extends @Nullable Object> value) {
        var parameters = present("skillParams", value, "an empty map stands for no parameters");
        try {
            return JsonValues.copyOf("skillParams", parameters, limits.parametersBytes());
        } catch (NotJsonException refused) {
            throw new InvalidJobException(refused.path(), refused.reason());
        }
    }

    String skill(@Nullable String value) {
        var skill = name("skillName", value);
        var known = skills.skillNames();
        if (known.isPresent() && !known.get().contains(skill)) {
            throw new InvalidJobException(
                    "skillName", "is " + shown(skill) + ", which is not known here; " + knownSkills(known.get()));
        }
        return skill;
    }

    String zone(@Nullable String value) {
        var zone = present("timezone", value, "allowed are the names of the time zone database");
        try {
            // An expression that is right leaves nothing to complain of but the zone.
            expressions.fireTimes(EXPRESSION_FOR_ANY_ZONE, zone);
            return zone;
        } catch (InvalidCronExpressionException unknown) {
            throw new InvalidJobException("timezone", "is " + shown(zone) + ": " + unknown.reason());
        }
    }

    /** A schedule that fires after an instant, without blanks at its ends. */
    String schedule(@Nullable String value, String zone, Instant after) {
        var given = present("schedule", value, "allowed is a cron expression of five or six fields");
        var schedule = expressions.parse(given).expression();
        if (expressions.fireTimes(schedule, zone).next(after).isEmpty()) {
            throw new InvalidJobException(
                    "schedule", "is " + shown(schedule) + ", which never fires; allowed is one that fires some day");
        }
        return schedule;
    }

    /** Whether a job that exists can run: its zone and its skill may have gone since it was created. */
    void requireRunnable(CronJob job) {
        zone(job.timezone());
        skill(job.skillName());
    }

    private static long within(String field, long value, long min, long max) {
        if (value < min || value > max) {
            throw new InvalidJobException(field, "is " + value + "; allowed are " + min + " to " + max);
        }
        return value;
    }

    private static String allowed(Enum<?>[] values) {
        return "allowed are " + Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }

    private static String knownSkills(Set<String> known) {
        if (known.isEmpty()) {
            return "no skill is";
        }
        var named = List.copyOf(known).stream().sorted().limit(NAMED_SKILLS).collect(Collectors.joining(", "));
        return "known are " + named
                + (known.size() > NAMED_SKILLS ? " and " + (known.size() - NAMED_SKILLS) + " more" : "");
    }
}
