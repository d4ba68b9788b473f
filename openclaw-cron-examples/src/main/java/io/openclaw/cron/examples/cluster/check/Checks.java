package io.openclaw.cron.examples.cluster.check;

import java.time.Duration;
import java.util.List;

/** All checks. */
public final class Checks {
    /** How long a thawed process may go on beside the one that took over from it. */
    public static final Duration THAW_LIMIT = Duration.ofMillis(200);

    private Checks() {}

    /** Looks at the evidence of a run that has come to its end. */
    public static Findings of(Evidence evidence) {
        var findings = new Findings();
        var known = evidence.executionsById();
        var race = new ManualRace(evidence.executions());
        var counted = evidence.withoutCalls(call -> !known.containsKey(call.executionId()) && race.withdrew(call));
        List.of(
                        new FireCoverage(),
                        new Endings(),
                        new Calls(),
                        new EarlyStarts(),
                        new Overlaps(THAW_LIMIT),
                        new GuardedWrites(),
                        new Recoveries())
                .forEach(check -> check.look(counted, findings));
        findings.figure(
                "calls that a manual run withdrew too late",
                evidence.attempts().size() - counted.attempts().size());
        return findings;
    }
}
