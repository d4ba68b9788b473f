package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.benchmarks.peers.OpenClawPeer;
import io.openclaw.cron.benchmarks.peers.Work;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.event.CronCompleted;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.jdbc.CronSchema;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the library itself takes of an execution's time, of jobs on every second: until the skill starts, and from its end until its outcome is
 * committed, which is when the event comes that tells of it.
 */
final class OwnTime implements Program.Measurement {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Assignment assignment;
    private final Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(5);
    private final Instant counted = first.plusSeconds(Punctuality.WARM_UP_SECONDS);
    private final Instant end;
    private final Calls calls;
    private final Map<UUID, End> ends = new ConcurrentHashMap<>();
    private final Queue<Long> untilRecorded = new ConcurrentLinkedQueue<>();
    private final CountDownLatch unrecorded;

    OwnTime(Assignment assignment) {
        this.assignment = assignment;
        var size = assignment.size();
        this.end = counted.plusSeconds(size.seconds());
        this.calls = new Calls(size.jobs(), first, Punctuality.WARM_UP_SECONDS, size.seconds());
        this.unrecorded = new CountDownLatch(size.jobs() * size.seconds());
    }

    private record End(Instant scheduled, long nanos) {}

    @Override
    public Map<String, Double> figures() throws Exception {
        CronSchema.of(assignment.database()).apply();
        var store = new JdbcCronStore(assignment.database());
        OpenClawPeer.createAt(store, Work.everySecond(assignment.size().jobs(), first));
        assignment.settle();
        var meter = assignment.meter();
        try (var cron = OpenClawCron.builder()
                .store(store)
                .skillExecutor(this::run)
                .eventPublisher(this::published)
                .config(CronManagerConfig.builder()
                        .maxConcurrentJobs(assignment.size().workers())
                        .build())
                .build()) {
            cron.start();
            Punctuality.untilBetweenSeconds(counted);
            var before = meter.now();
            unrecorded.await(Duration.between(Instant.now(), end).plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
            return figures(meter.now().othersPercent(before));
        }
    }

    private SkillResult run(SkillRequest request, SkillContext context) {
        var scheduled = Objects.requireNonNull(context.scheduledTime(), "nothing else runs");
        calls.called(OpenClawPeer.numberIn(request), scheduled);
        ends.put(context.executionId(), new End(scheduled, System.nanoTime()));
        return SkillResult.empty();
    }

    private void published(CronEvent event) {
        var ended = event instanceof CronCompleted completed && completed.executionId() != null
                ? ends.remove(completed.executionId())
                : null;
        if (ended != null
                && !ended.scheduled().isBefore(counted)
                && ended.scheduled().isBefore(end)) {
            untilRecorded.add(System.nanoTime() - ended.nanos());
            unrecorded.countDown();
        }
    }

    private Map<String, Double> figures(double othersPercent) {
        var figures = new TreeMap<>(calls.faults());
        var lateness = new TreeMap<>(calls.lateness());
        figures.put("early", lateness.remove("early"));
        figures.put("unrecorded", (double) unrecorded.getCount());
        figures.put("othersPercent", othersPercent);
        figures.putAll(Parts.of("from due to the skill's start", lateness));
        var recorded = new Percentiles(
                untilRecorded.stream().mapToLong(Long::longValue).toArray());
        figures.putAll(Parts.of("from the skill's end to recorded", recorded.millis()));
        return figures;
    }
}
