package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.CreateCronJobRequest;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.MisfirePolicy;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.RecoveryPolicy;
import io.openclaw.cron.examples.cluster.node.DiarySkill;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jobs of all policies and tempers, of several organizations. */
final class ClusterJobs {
    static final List<String> ORGANIZATIONS = List.of("acme", "globex", "initech");
    static final String USER = "chaos";

    private ClusterJobs() {}

    /** What the skill of a job does. */
    private enum Temper {
        QUICK(0, 0, 2, 30),
        SHORT(400, 0, 3, 30),
        LONG(2_000, 0, 5, 30),
        FLAKY(100, 1, 3, 30),
        BROKEN(0, 9, 5, 30),
        /** Longer than it may. */
        ENDLESS(60_000, 0, 5, 1);

        private final int millis;
        private final int failures;
        private final int everySeconds;
        private final int timeoutSeconds;

        Temper(int millis, int failures, int everySeconds, int timeoutSeconds) {
            this.millis = millis;
            this.failures = failures;
            this.everySeconds = everySeconds;
            this.timeoutSeconds = timeoutSeconds;
        }
    }

    /** One job for each combination of misfire and overlap policy and temper. */
    static List<CreateCronJobRequest> requests() {
        var requests = new ArrayList<CreateCronJobRequest>();
        for (var misfire : MisfirePolicy.values()) {
            for (var overlap : OverlapPolicy.values()) {
                for (var temper : Temper.values()) {
                    requests.add(request(misfire, overlap, temper, requests.size()));
                }
            }
        }
        return requests;
    }

    private static CreateCronJobRequest request(
            MisfirePolicy misfire, OverlapPolicy overlap, Temper temper, int number) {
        var name = String.join("/", List.of(temper.name(), misfire.name(), overlap.name()))
                .toLowerCase(Locale.ROOT);
        // Every job at a second of its own within its period, and some each second.
        var schedule = number % 7 == 0 && temper == Temper.QUICK
                ? "* * * * * *"
                : number % temper.everySeconds + "-59/" + temper.everySeconds + " * * * * *";
        return CreateCronJobRequest.builder(
                        ORGANIZATIONS.get(number % ORGANIZATIONS.size()), USER, name, schedule, DiarySkill.NAME)
                .policies(JobPolicies.DEFAULT
                        .with(misfire)
                        .with(overlap)
                        .with(number % 4 == 3 ? RecoveryPolicy.FAIL : RecoveryPolicy.RERUN))
                .skillParams(Map.of(
                        "millis", temper.millis,
                        "failures", temper.failures,
                        "shared", overlap != OverlapPolicy.ALLOW))
                .priority(number % 10)
                .maxRetries(temper == Temper.ENDLESS ? 0 : 1)
                .timeoutSeconds(temper.timeoutSeconds)
                .build();
    }
}
