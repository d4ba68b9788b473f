package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronTrigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Every fire of every job is in exactly one execution, or in exactly one skipped range. */
final class FireCoverage implements Check {
    @Override
    public void look(Evidence evidence, Findings findings) {
        var byJob = evidence.executionsByJob();
        var books = evidence.jobs().stream()
                .map(job -> new Coverage(job, byJob.getOrDefault(job.job().jobId(), List.of())))
                .toList();
        var ranges = evidence.executions().stream()
                .filter(execution -> execution.status() == CronExecutionStatus.SKIPPED)
                .toList();
        findings.figure("jobs", evidence.jobs().size());
        findings.figure(
                "fires", books.stream().mapToLong(book -> book.expected.size()).sum());
        findings.figure("executions", evidence.executions().size());
        findings.figure(
                "skipped ranges",
                ranges.size() + ", of "
                        + ranges.stream().mapToLong(CronExecution::skippedCount).sum() + " fires");
        findings.none("fires lost", all(books, Coverage::lost));
        findings.none("fires doubled", all(books, Coverage::doubled));
        findings.none("executions without a fire", all(books, Coverage::withoutFire));
        findings.none("ranges with a wrong count", all(books, book -> book.miscounted));
    }

    private static List<String> all(List<Coverage> books, Function<Coverage, List<String>> offences) {
        return books.stream().flatMap(book -> offences.apply(book).stream()).toList();
    }

    /** What there is of one job. */
    private static final class Coverage {
        private final JobBook book;
        private final Set<Instant> expected;
        private final TreeMap<Instant, List<CronExecution>> covered = new TreeMap<>();
        private final List<String> miscounted = new ArrayList<>();

        Coverage(JobBook book, List<CronExecution> executions) {
            this.book = book;
            this.expected = new HashSet<>(book.expected());
            executions.stream()
                    .filter(execution -> execution.trigger() == CronTrigger.SCHEDULE)
                    .forEach(execution -> fires(execution)
                            .forEach(fire -> covered.computeIfAbsent(fire, none -> new ArrayList<>())
                                    .add(execution)));
        }

        private List<Instant> fires(CronExecution execution) {
            if (execution.status() != CronExecutionStatus.SKIPPED) {
                return List.of(execution.scheduledFor());
            }
            var last = execution.skippedUntil() == null ? execution.scheduledFor() : execution.skippedUntil();
            var range = book.schedule().between(execution.scheduledFor(), last);
            if (range.size() != execution.skippedCount()) {
                miscounted.add(book.job().jobName() + " has skipped " + execution.skippedCount() + " fires from "
                        + execution.scheduledFor() + " to " + last + ", where there are " + range.size());
            }
            return range;
        }

        List<String> lost() {
            return expected.stream()
                    .filter(fire -> !covered.containsKey(fire))
                    .sorted()
                    .map(fire -> book.job().jobName() + " has no record of its fire at " + fire)
                    .toList();
        }

        List<String> doubled() {
            return covered.entrySet().stream()
                    .filter(fire -> fire.getValue().size() > 1)
                    .map(fire -> book.job().jobName() + " has its fire at " + fire.getKey() + " in the executions "
                            + fire.getValue().stream()
                                    .map(CronExecution::executionId)
                                    .toList())
                    .toList();
        }

        /** A node that had not heard of the end may have started one fire more; then the execution says so. */
        List<String> withoutFire() {
            return covered.entrySet().stream()
                    .filter(fire -> !expected.contains(fire.getKey()))
                    .filter(fire -> !fire.getValue().get(0).startedBeforeChange()
                            || book.schedule()
                                    .between(fire.getKey(), fire.getKey())
                                    .isEmpty())
                    .map(fire -> book.job().jobName() + " was not to fire at " + fire.getKey() + ", but has execution "
                            + fire.getValue().get(0).executionId())
                    .toList();
        }
    }
}
