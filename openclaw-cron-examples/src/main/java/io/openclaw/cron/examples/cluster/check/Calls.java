package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is recorded of an execution, and what its skill wrote down, tell the same story. */
final class Calls implements Check {
    @Override
    public void look(Evidence evidence, Findings findings) {
        var calls = evidence.attemptsByExecution();
        var known = evidence.executionsById();
        findings.figure("calls of skills", evidence.attempts().size());
        findings.none(
                "calls of unknown executions",
                evidence.attempts().stream()
                        .filter(attempt -> !known.containsKey(attempt.executionId()))
                        .map(attempt -> attempt + " belongs to no execution")
                        .toList());
        findings.none("claims that called twice", twice(evidence.attempts()));
        findings.none(
                "outcomes without their calls",
                evidence.executions().stream()
                        .flatMap(execution ->
                                contradictions(execution, calls.getOrDefault(execution.executionId(), List.of()))
                                        .stream())
                        .toList());
    }

    private static List<String> twice(List<Attempt> attempts) {
        return attempts.stream().collect(Collectors.groupingBy(Attempt::claim)).values().stream()
                .filter(calls -> calls.size() > 1)
                .map(calls -> "called by one claim: " + calls)
                .toList();
    }

    private static List<String> contradictions(CronExecution execution, List<Attempt> calls) {
        var found = new ArrayList<String>();
        if (execution.status() == CronExecutionStatus.SKIPPED && !calls.isEmpty()) {
            found.add(execution.executionId() + " is skipped and was called: " + calls);
        }
        if (execution.status() == CronExecutionStatus.COMPLETED && !completed(execution, calls)) {
            found.add(execution.executionId() + " has completed in attempt " + execution.attempt() + " by its claim "
                    + execution.fence() + ", but its calls are " + calls);
        }
        return found;
    }

    /** Nothing completes but by a call of its own claim that ended. */
    private static boolean completed(CronExecution execution, List<Attempt> calls) {
        return calls.stream()
                .anyMatch(call -> call.claim().fence() == execution.fence()
                        && call.number() == execution.attempt()
                        && call.endedAt() != null);
    }
}
