package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.JobPolicies;
import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.examples.cluster.check.Life.Stillness;
import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The evidence of a run in which nothing went wrong, until a test plants a fault: one job that fires each second, from the first
 * second to the tenth, and whose executions take half a second.
 */
final class Planted {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final int FIRES = 10;
    static final String LIFE = "node-1.1";
    static final String OTHER_LIFE = "node-2.1";

    final List<CronExecution> executions = new ArrayList<>();
    final List<Attempt> attempts = new ArrayList<>();
    final List<Write> writes = new ArrayList<>();
    final Set<UUID> promised = new HashSet<>();
    Life life = new Life(LIFE, null, List.of(), List.of());
    private final CronJob job;
    private long ids;

    Planted(OverlapPolicy overlap) {
        job = CronJob.builder(new UUID(0x7000, 1), "acme", "ann")
                .jobName("each second")
                .schedule("* * * * * *")
                .timezone("UTC")
                .skillName("diary")
                .policies(JobPolicies.DEFAULT.with(overlap))
                .nextRun(fire(0))
                .build();
        for (int number = 0; number < FIRES; number++) {
            var completed = completed(number);
            executions.add(completed);
            attempts.add(call(completed, 1, after(number, 3), after(number, 500)));
            writes.add(new Write(number, "job", claim(completed, 1), true));
        }
    }

    static Instant fire(int number) {
        return START.plusSeconds(number);
    }

    static Instant after(int number, long millis) {
        return fire(number).plusMillis(millis);
    }

    static Claim claim(CronExecution execution, long fence) {
        return new Claim(execution.executionId(), fence);
    }

    /** The execution of a fire, completed in its first attempt. */
    CronExecution completed(int number) {
        return CronExecution.builder(new UUID(0x7000 + number, executions.size()), job.jobId(), "acme", "ann")
                .status(CronExecutionStatus.COMPLETED)
                .trigger(CronTrigger.SCHEDULE)
                .scheduledFor(fire(number))
                .attempt(1)
                .fence(1)
                .build();
    }

    /** A failed run by hand that was created at a moment, and takes its turn. */
    CronExecution manual(Instant createdAt) {
        return of(createdAt).toBuilder()
                .status(CronExecutionStatus.FAILED)
                .trigger(CronTrigger.MANUAL)
                .inTurn(true)
                .build();
    }

    /** Something of which nothing is known but when it was created. */
    CronExecution of(Instant createdAt) {
        var id = new UUID(createdAt.toEpochMilli() << 16 | 0x7000, ++ids);
        return CronExecution.builder(id, job.jobId(), "acme", "ann").build();
    }

    Attempt call(CronExecution execution, long fence, Instant calledAt, Instant endedAt) {
        return call(execution, fence, LIFE, calledAt, endedAt);
    }

    Attempt call(CronExecution execution, long fence, String by, Instant calledAt, Instant endedAt) {
        return new Attempt(job.jobId(), claim(execution, fence), 1, by, calledAt, endedAt);
    }

    /** An execution was taken over from the node that had it; the second call is the one that counts. */
    void takenOver(int number, Instant againAt, Instant endedAt) {
        var execution =
                executions.get(number).toBuilder().fence(2).recoveries(1).build();
        executions.set(number, execution);
        attempts.add(call(execution, 2, OTHER_LIFE, againAt, endedAt));
    }

    /** The fires of two executions become one skipped range. */
    void skip(int first, int last) {
        for (int number = last; number >= first; number--) {
            executions.remove(number);
            attempts.remove(number);
            writes.remove(number);
        }
        executions.add(completed(first).toBuilder()
                .status(CronExecutionStatus.SKIPPED)
                .attempt(0)
                .fence(0)
                .skippedUntil(fire(last))
                .skippedCount(last - first + 1)
                .build());
    }

    void freeze(Instant from, Instant to) {
        life = new Life(LIFE, null, List.of(new Stillness(from, to)), List.of());
    }

    /** The process noticed that it got no processor. */
    void pause(Instant from, Instant to) {
        life = new Life(LIFE, null, List.of(), List.of(new Stillness(from, to)));
    }

    void kill(Instant at) {
        life = new Life(LIFE, at, List.of(), List.of());
    }

    Findings findings() {
        var book = new JobBook(job, fire(FIRES), Planted::seconds);
        return Checks.of(new Evidence(
                List.of(book),
                executions,
                attempts,
                writes,
                List.of(life, new Life(OTHER_LIFE, null, List.of(), List.of())),
                promised));
    }

    private static List<Instant> seconds(Instant first, Instant last) {
        var from = first.getNano() == 0 ? first : Instant.ofEpochSecond(first.getEpochSecond() + 1);
        return Stream.iterate(from, second -> !second.isAfter(last), second -> second.plus(Duration.ofSeconds(1)))
                .toList();
    }
}
