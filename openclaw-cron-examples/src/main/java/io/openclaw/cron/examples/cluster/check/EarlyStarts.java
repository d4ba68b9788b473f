package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.CronExecution;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** No skill is called before the fire time of its execution, by the database's clock. */
final class EarlyStarts implements Check {
    @Override
    public void look(Evidence evidence, Findings findings) {
        var known = evidence.executionsById();
        findings.none(
                "early starts",
                evidence.attempts().stream()
                        .filter(attempt -> known.containsKey(attempt.executionId()))
                        .map(attempt -> Map.entry(attempt, early(attempt, known)))
                        .filter(early -> early.getValue().compareTo(Duration.ZERO) > 0)
                        .map(early -> early.getKey().executionId() + " was called "
                                + early.getValue().toNanos() / 1_000
                                + " us before its fire, by " + early.getKey().life() + " at "
                                + early.getKey().calledAt())
                        .toList());
    }

    private static Duration early(Attempt attempt, Map<UUID, CronExecution> known) {
        var fire = known.get(attempt.executionId()).scheduledFor();
        return fire == null ? Duration.ZERO : Duration.between(attempt.calledAt(), fire);
    }
}
