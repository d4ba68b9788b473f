package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.examples.commandline.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How long it takes until what ran on a node that was killed, or frozen for too long, runs again. */
final class Recoveries implements Check {
    @Override
    public void look(Evidence evidence, Findings findings) {
        findings.figure(
                "recoveries",
                evidence.executions().stream()
                        .mapToLong(CronExecution::recoveries)
                        .sum());
        var calls = evidence.attemptsByExecution();
        var lives = evidence.livesByName();
        findings.figure(
                "run again after kill -9",
                described(times(evidence, calls, attempt -> killed(attempt, lives.get(attempt.life())))));
        findings.figure(
                "run again after a freeze",
                described(times(evidence, calls, attempt -> frozen(attempt, lives.get(attempt.life())))));
    }

    /** When a call lost its node, if it did. */
    private interface Loss {
        Optional<Instant> of(Attempt attempt);
    }

    private static List<Duration> times(Evidence evidence, Map<UUID, List<Attempt>> calls, Loss loss) {
        return evidence.attempts().stream()
                .flatMap(attempt -> loss
                        .of(attempt)
                        .flatMap(lostAt -> next(attempt, calls.get(attempt.executionId()))
                                .map(next -> Duration.between(lostAt, next.calledAt())))
                        .stream())
                .filter(time -> !time.isNegative())
                .sorted()
                .toList();
    }

    private static Optional<Instant> killed(Attempt attempt, Life life) {
        return attempt.endedAt() == null ? Optional.ofNullable(life.killedAt()) : Optional.empty();
    }

    private static Optional<Instant> frozen(Attempt attempt, Life life) {
        return life.freezes().stream()
                .filter(freeze -> attempt.calledAt().isBefore(freeze.from())
                        && attempt.endedAt() != null
                        && attempt.endedAt().isAfter(freeze.to()))
                .map(Life.Stillness::from)
                .findFirst();
    }

    private static Optional<Attempt> next(Attempt attempt, List<Attempt> ofExecution) {
        return ofExecution.stream()
                .filter(other -> other.claim().fence() > attempt.claim().fence())
                .min(Comparator.comparingLong(other -> other.claim().fence()));
    }

    private static String described(List<Duration> sorted) {
        return sorted.isEmpty()
                ? "0"
                : sorted.size() + ", after " + Texts.duration(sorted.get(sorted.size() / 2)) + " (median), "
                        + Texts.duration(sorted.get(sorted.size() - 1)) + " (longest)";
    }
}
