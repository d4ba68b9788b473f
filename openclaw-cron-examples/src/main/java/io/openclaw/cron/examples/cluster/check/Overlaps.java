package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.examples.commandline.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * No two calls run at the same time, of one execution or of one job that does not allow it; but for the moment in which a process
 * that was still goes on, until it hears that others have taken over.
 */
final class Overlaps implements Check {
    private final Duration thawLimit;

    Overlaps(Duration thawLimit) {
        this.thawLimit = thawLimit;
    }

    /** Some time in which a call ran. */
    private record Stretch(Instant from, Instant to, boolean afterThaw) {}

    /** A call, and when it ran. */
    private record Call(Attempt attempt, List<Stretch> stretches) {
        Instant end() {
            return stretches.get(stretches.size() - 1).to();
        }
    }

    /** Two calls that ran at the same time. */
    private record Overlap(Attempt earlier, Attempt later, Duration length, boolean afterThaw) {
        @Override
        public String toString() {
            return length.toMillis() + " ms of " + earlier + " and " + later;
        }
    }

    @Override
    public void look(Evidence evidence, Findings findings) {
        var lives = evidence.livesByName();
        findings.none(
                "calls without an end",
                evidence.attempts().stream()
                        .filter(attempt -> end(attempt, lives) == null)
                        .map(attempt -> attempt + " has not ended, and its node was not killed")
                        .toList());
        var ofExecutions = overlaps(evidence.attemptsByExecution().values(), lives);
        var ofJobs = overlaps(oneAtATime(evidence), lives).stream()
                .filter(overlap ->
                        !overlap.earlier().executionId().equals(overlap.later().executionId()))
                .toList();
        findings.none("overlaps of one execution", described(ofExecutions, false, Duration.ZERO));
        var race = new ManualRace(evidence.executions());
        var byManualRuns = ofJobs.stream()
                .collect(Collectors.partitioningBy(overlap -> race.between(overlap.earlier(), overlap.later())));
        findings.none("overlaps of one job", described(byManualRuns.get(false), false, Duration.ZERO));
        findings.figure(
                "overlaps with a manual run of the same moment",
                byManualRuns.get(true).size());
        var thawed = new ArrayList<>(ofExecutions);
        thawed.addAll(byManualRuns.get(false));
        findings.figure("overlaps after a thaw", lengths(thawed));
        var longestPause = evidence.lives().stream().map(Life::longestPause).max(Comparator.naturalOrder());
        findings.figure(
                "longest pause of a process", longestPause.map(Texts::duration).orElse("0"));
        // On a machine with too much to do a process hears as much later that others have taken over.
        var limit = thawLimit.plus(longestPause.orElse(Duration.ZERO));
        findings.none("overlaps of " + limit.toMillis() + " ms or more", described(thawed, true, limit));
    }

    private static Collection<List<Attempt>> oneAtATime(Evidence evidence) {
        var single = evidence.jobs().stream()
                .filter(book -> book.job().policies().overlap() != OverlapPolicy.ALLOW)
                .map(book -> book.job().jobId())
                .collect(Collectors.toSet());
        return evidence.attempts().stream()
                .filter(attempt -> single.contains(attempt.jobId()))
                .collect(Collectors.groupingBy(Attempt::jobId))
                .values();
    }

    private static List<Overlap> overlaps(Collection<List<Attempt>> groups, Map<String, Life> lives) {
        return groups.stream().flatMap(group -> within(group, lives).stream()).toList();
    }

    private static List<Overlap> within(List<Attempt> group, Map<String, Life> lives) {
        var found = new ArrayList<Overlap>();
        var running = new ArrayList<Call>();
        group.stream()
                .filter(attempt -> end(attempt, lives) != null)
                .sorted(Comparator.comparing(Attempt::calledAt))
                .map(attempt -> new Call(attempt, stretches(attempt, lives)))
                .forEach(call -> {
                    running.removeIf(
                            earlier -> !earlier.end().isAfter(call.attempt().calledAt()));
                    running.forEach(earlier -> found.addAll(between(earlier, call)));
                    running.add(call);
                });
        return found;
    }

    private static List<Overlap> between(Call earlier, Call later) {
        var found = new ArrayList<Overlap>();
        for (var one : earlier.stretches()) {
            for (var other : later.stretches()) {
                var from = one.from().isAfter(other.from()) ? one.from() : other.from();
                var to = one.to().isBefore(other.to()) ? one.to() : other.to();
                if (from.isBefore(to)) {
                    found.add(new Overlap(
                            earlier.attempt(),
                            later.attempt(),
                            Duration.between(from, to),
                            one.afterThaw() || other.afterThaw()));
                }
            }
        }
        return found;
    }

    /** When a call ran: all the time but when its process was still. */
    private static List<Stretch> stretches(Attempt attempt, Map<String, Life> lives) {
        var end = end(attempt, lives);
        var stretches = new ArrayList<Stretch>();
        var from = attempt.calledAt();
        var afterThaw = false;
        for (var still : lives.get(attempt.life()).still()) {
            if (still.to().isAfter(from) && still.from().isBefore(end)) {
                if (still.from().isAfter(from)) {
                    stretches.add(new Stretch(from, still.from(), afterThaw));
                }
                from = still.to();
                afterThaw = true;
            }
        }
        stretches.add(new Stretch(from, from.isAfter(end) ? from : end, afterThaw));
        return stretches;
    }

    /** When a call ended: at the latest with its process. */
    private static Instant end(Attempt attempt, Map<String, Life> lives) {
        return attempt.endedAt() != null
                ? attempt.endedAt()
                : lives.get(attempt.life()).killedAt();
    }

    private static List<String> described(List<Overlap> overlaps, boolean afterThaw, Duration from) {
        return overlaps.stream()
                .filter(overlap ->
                        overlap.afterThaw() == afterThaw && overlap.length().compareTo(from) >= 0)
                .map(Overlap::toString)
                .toList();
    }

    private static String lengths(List<Overlap> overlaps) {
        var millis = overlaps.stream()
                .filter(Overlap::afterThaw)
                .mapToLong(overlap -> overlap.length().toMillis())
                .summaryStatistics();
        return millis.getCount() == 0 ? "0" : millis.getCount() + ", the longest " + millis.getMax() + " ms";
    }
}
