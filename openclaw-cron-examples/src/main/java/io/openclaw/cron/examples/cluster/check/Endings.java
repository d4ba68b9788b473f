package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.CronExecution;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Every execution ends, and what was promised by hand is there. */
final class Endings implements Check {
    @Override
    public void look(Evidence evidence, Findings findings) {
        var known = evidence.executionsById();
        findings.figure("ended as", counted(evidence.executions()));
        findings.none(
                "executions not ended",
                evidence.executions().stream()
                        .filter(execution -> !execution.status().isFinal())
                        .map(execution -> execution.executionId() + " of job " + execution.jobId() + " is "
                                + execution.status() + ", held by " + execution.node())
                        .toList());
        findings.figure("manual runs", evidence.promised().size());
        findings.none(
                "manual runs lost",
                evidence.promised().stream()
                        .filter(promised -> !known.containsKey(promised))
                        .map(promised -> promised + " was confirmed and is not there")
                        .toList());
    }

    private static String counted(List<CronExecution> executions) {
        return executions.stream()
                .collect(Collectors.groupingBy(CronExecution::status, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey().toString().toLowerCase(Locale.ROOT) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
