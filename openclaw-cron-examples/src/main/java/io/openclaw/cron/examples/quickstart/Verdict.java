package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.examples.commandline.Texts;
import io.openclaw.cron.examples.skills.FlakySkill;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a job did what it should. */
final class Verdict {
    /** Two failures on purpose, and then success. */
    private static final int FLAKY_ATTEMPTS = 3;

    private Verdict() {}

    /**
     * What a job did not do as it should.
     *
     * @return one sentence each; empty if all is well
     */
    static List<String> problems(JobRecord record) {
        var problems = new ArrayList<String>();
        if (record.dueFires().isEmpty() && record.wentOnAt().isEmpty()) {
            problems.add("was never due");
        }
        missed(record).forEach(fire -> problems.add("has no record of its fire at " + Texts.second(fire)));
        var judged = record.executionsOfThisRun().stream()
                .filter(execution -> !gaveWay(record, execution))
                .toList();
        judged.forEach(execution -> problems.addAll(problems(record, execution)));
        if (record.job().skillName().equals(FlakySkill.NAME)
                && (record.wentOnAt().isEmpty() || !judged.isEmpty())
                && judged.stream().noneMatch(Verdict::succeededInTheEnd)) {
            problems.add("never completed in its third attempt");
        }
        return problems.stream()
                .map(problem -> record.job().jobName() + " " + problem)
                .toList();
    }

    /** Until a killed run's executions are taken over they are live, and the fires of their jobs give way to them. */
    private static boolean gaveWay(JobRecord record, CronExecution execution) {
        return record.wentOnAt().isPresent() && execution.status() == CronExecutionStatus.SKIPPED;
    }

    private static List<Instant> missed(JobRecord record) {
        return record.dueFires().stream()
                .filter(fire -> record.executions().stream().noneMatch(execution -> standsFor(execution, fire)))
                .toList();
    }

    private static boolean standsFor(CronExecution execution, Instant fire) {
        var first = execution.scheduledFor();
        var last = execution.skippedUntil() == null ? first : execution.skippedUntil();
        return first != null && !fire.isBefore(first) && !fire.isAfter(last);
    }

    private static List<String> problems(JobRecord record, CronExecution execution) {
        var problems = new ArrayList<String>();
        var fire = execution.scheduledFor() == null ? "no fire" : Texts.second(execution.scheduledFor());
        if (execution.status() != CronExecutionStatus.COMPLETED) {
            var reason =
                    execution.error() == null ? "" : ": " + execution.error().message();
            problems.add("has its run of " + fire + " " + lowerCase(execution.status()) + reason);
        }
        record.lateness(execution)
                .filter(late -> late.isNegative())
                .ifPresent(early ->
                        problems.add("started its run of " + fire + " early, by " + Texts.duration(early.negated())));
        return problems;
    }

    private static boolean succeededInTheEnd(CronExecution execution) {
        return execution.status() == CronExecutionStatus.COMPLETED && execution.attempt() == FLAKY_ATTEMPTS;
    }

    static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
