package io.openclaw.cron.examples.quickstart;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronTimelineBucket;
import io.openclaw.cron.examples.commandline.TextTable;
import io.openclaw.cron.examples.commandline.Texts;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What is printed at the end, job by job: statistics, history and timeline. */
final class Report {
    private static final String INDENT = "  ";
    private static final int HISTORY_ROWS = 10;
    private static final int TIMELINE_CELLS = 30;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(JobRecord record) {
        out.println();
        out.println(record.job().jobName() + "  (" + record.job().schedule() + ", " + record.description() + ")");
        out.println(INDENT + statistics(record));
        history(record).lines(INDENT).forEach(out::println);
        timeline(record.timeline()).forEach(out::println);
    }

    private static String statistics(JobRecord record) {
        var stats = record.stats();
        var durations = stats.recent().durations();
        return String.format(
                Locale.ROOT,
                "%d %s, %.0f %% completed, average %s, p95 %s: %s",
                stats.totalRuns(),
                stats.totalRuns() == 1 ? "run" : "runs",
                100 * stats.successRate(),
                Texts.duration(durations.average()),
                Texts.duration(durations.p95()),
                Verdict.lowerCase(stats.health()));
    }

    private static TextTable history(JobRecord record) {
        var table = new TextTable().row("fire time", "started late by", "attempts", "status", "duration");
        var executions = record.executions();
        executions
                .subList(Math.max(0, executions.size() - HISTORY_ROWS), executions.size())
                .forEach(execution -> table.row(cells(record, execution)));
        return table;
    }

    private static String[] cells(JobRecord record, CronExecution execution) {
        return new String[] {
            execution.scheduledFor() == null ? "" : Texts.second(execution.scheduledFor()),
            record.lateness(execution).map(Texts::duration).orElse(""),
            String.valueOf(execution.attempt()),
            Verdict.lowerCase(execution.status()),
            execution.executionTime() == null ? "" : Texts.duration(execution.executionTime())
        };
    }

    /** One bar an hour, the fullest one of full length. */
    static List<String> timeline(List<CronTimelineBucket> buckets) {
        var most = buckets.stream()
                .mapToLong(bucket -> bucket.outcomes().runs())
                .max()
                .orElse(0);
        return buckets.stream().map(bucket -> bar(bucket, most)).toList();
    }

    private static String bar(CronTimelineBucket bucket, long most) {
        var outcomes = bucket.outcomes();
        var hour = Texts.second(bucket.start()).substring(0, 5);
        var count = outcomes.runs() == 0 ? "no runs" : outcomes.completed() + " of " + outcomes.runs() + " completed";
        return INDENT + hour + " |" + ProgressBar.cells(outcomes.runs(), most, TIMELINE_CELLS) + "| " + count;
    }
}
