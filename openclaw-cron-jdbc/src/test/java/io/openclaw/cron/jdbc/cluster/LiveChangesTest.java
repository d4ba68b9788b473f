package io.openclaw.cron.jdbc.cluster;

import static io.openclaw.cron.jdbc.testing.Eventually.eventually;
import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronManagerConfig;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.jdbc.JdbcCronStore;
import io.openclaw.cron.jdbc.cluster.LiveJob.Phase;
import io.openclaw.cron.jdbc.testing.TestProduct;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.SkillResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs are changed on one node within 20 ms of their fires, and run on another.
 *
 * <p>{@code -Dcron.measure.changes=1000} makes as many changes and prints how long after their return something of the old
 * schedules started; {@code -Dcron.measure.jobs} is how many jobs share them. No duration is asserted, and each change waits until what was
 * certain to fire before it has started: that is how a lost fire is noticed, however slow the machine is.
 */
class LiveChangesTest {
    private static final String MEASURED = "cron.measure.changes";
    private static final int CHANGES = Integer.getInteger(MEASURED, 60);
    private static final long SEED = Long.getLong("cron.test.seed", System.nanoTime());
    private static final int JOBS = Integer.getInteger("cron.measure.jobs", 20);
    private static final int NEAR_MILLIS = 20;
    /** Of one job. More than what is reserved ahead, so that whatever starts late belongs to the latest change. */
    private static final int SECONDS_BETWEEN_CHANGES = 2;
    /** No reservation is made longer ahead: what starts for all that has its instant within this of the change. */
    private static final Duration FIRE_AHEAD = Duration.ofMillis(1_500);
    /** Before a change it is looked whether all that was to fire has started. */
    private static final Duration LOOK_BEFORE = Duration.ofMillis(300);

    private final Queue<Start> starts = new ConcurrentLinkedQueue<>();
    private final Set<Fire> fired = ConcurrentHashMap.newKeySet();
    private final CountDownLatch nobody = new CountDownLatch(1);

    private record Fire(UUID jobId, Instant at) {}

    private record Start(Fire fire, long nanos) {}

    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @ParameterizedTest(name = "notified: {0}")
    @ValueSource(booleans = {true, false})
    void aChangeEndsTheOldScheduleElsewhereAndLosesNoFireOfTheNewOne(boolean notified) throws Exception {
        try (var database = TestProduct.POSTGRESQL.open();
                var pool = database.newPool(JOBS + 5);
                var otherPool = database.newPool(10);
                var changing = node(new JdbcCronStore(pool, database.schema()), "changing", notified);
                var running = node(new JdbcCronStore(otherPool, database.schema()), "running", notified)) {
            // So all runs on the other one.
            changing.drain();
            assertThat(running.health().draining()).isFalse();
            var jobs = IntStream.range(0, JOBS)
                    .mapToObj(i -> new LiveJob(changing.manager(), "job " + i, SEED + i))
                    .toList();
            changeAll(jobs);
            // Until then a node that has not heard of the last changes may start what they have deleted.
            pauseUntil(Instant.now().plus(FIRE_AHEAD));
            // What has started without a row in the store, for a change has deleted it, gets one when that is recorded.
            eventually().untilAsserted(() -> {
                assertEveryStartIsOneExecution(changing);
                assertThatWhatWasDeletedSaysSo(changing, lateStarts(jobs));
            });
            print(notified, lateStarts(jobs));
        }
    }

    // ---- changing

    private void changeAll(List<LiveJob> jobs) throws Exception {
        var threads = Executors.newFixedThreadPool(JOBS);
        try {
            var begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
            var changed = new ArrayList<Future<?>>();
            for (var i = 0; i < JOBS; i++) {
                var job = jobs.get(i);
                var first = begin.plusSeconds(i % SECONDS_BETWEEN_CHANGES);
                var random = new Random(SEED - i);
                changed.add(threads.submit(() -> {
                    changeAgainAndAgain(job, first, random);
                    return null;
                }));
            }
            for (var each : changed) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void changeAgainAndAgain(LiveJob job, Instant first, Random random) throws InterruptedException {
        var fire = first;
        for (var i = 0; i < CHANGES / JOBS; i++) {
            fire = whenAllHasFiredBefore(job, fire);
            pauseUntil(fire.plusMillis(random.nextInt(2 * NEAR_MILLIS + 1) - NEAR_MILLIS));
            job.change();
            fire = fire.plusSeconds(SECONDS_BETWEEN_CHANGES);
        }
        whenAllHasFiredBefore(job, fire);
        job.stop();
    }

    /** Waits until shortly before a fire; if it takes too long until all has started that was to, before a later one. */
    private Instant whenAllHasFiredBefore(LiveJob job, Instant fire) throws InterruptedException {
        var next = fire;
        while (true) {
            var look = next.minus(LOOK_BEFORE);
            pauseUntil(look);
            eventually()
                    .untilAsserted(() -> assertThat(job.phase().fires(look))
                            .as("fires of %s that have not started, seed %d", job.phase(), SEED)
                            .filteredOn(
                                    at -> !fired.contains(new Fire(job.phase().jobId(), at)))
                            .isEmpty());
            if (Instant.now().isBefore(next.minusMillis(NEAR_MILLIS))) {
                return next;
            }
            next = next.plusSeconds(SECONDS_BETWEEN_CHANGES);
        }
    }

    private void pauseUntil(Instant instant) throws InterruptedException {
        nobody.await(Duration.between(Instant.now(), instant).toNanos(), TimeUnit.NANOSECONDS);
    }

    // ---- what came of it

    private void assertEveryStartIsOneExecution(OpenClawCron cron) {
        var started = starts.stream().map(Start::fire).collect(groupingBy(identity(), counting()));
        var completed = History.executions(cron).stream()
                .filter(execution -> execution.status() == CronExecutionStatus.COMPLETED)
                .map(execution -> new Fire(execution.jobId(), requireNonNull(execution.scheduledFor())))
                .collect(groupingBy(identity(), counting()));
        assertThat(started.entrySet())
                .as("fires that started twice, seed %d", SEED)
                .filteredOn(fire -> fire.getValue() != 1)
                .isEmpty();
        assertThat(started.keySet())
                .as("fires that started and have no execution, seed %d", SEED)
                .filteredOn(fire -> !completed.containsKey(fire))
                .isEmpty();
        assertThat(completed.entrySet())
                .as("fires that have more executions than starts, seed %d", SEED)
                .filteredOn(fire -> !fire.getValue().equals(started.get(fire.getKey())))
                .isEmpty();
    }

    /** A start of something that a change had done away with when it returned. */
    private record LateStart(Phase phase, Fire fire, Duration after) {
        /** Whether it had been reserved, not due and to be deleted when the change was made. */
        boolean wasDeleted() {
            return fire.at().isAfter(phase.returned());
        }
    }

    private List<LateStart> lateStarts(List<LiveJob> jobs) {
        return jobs.stream().flatMap(job -> lateStarts(job).stream()).toList();
    }

    private List<LateStart> lateStarts(LiveJob job) {
        var late = new ArrayList<LateStart>();
        for (var i = 0; i < job.phases().size(); i++) {
            var phase = job.phases().get(i);
            var next = i + 1 < job.phases().size() ? job.phases().get(i + 1) : null;
            var until = next == null ? Long.MAX_VALUE : next.returnedNanos();
            starts.stream()
                    .filter(start -> start.fire().jobId().equals(phase.jobId())
                            && start.nanos() > phase.returnedNanos()
                            && start.nanos() < until
                            && (start.fire().at().isBefore(phase.called())
                                    || !phase.has(start.fire().at()))
                            && !isOf(next, start.fire().at()))
                    .map(start ->
                            new LateStart(phase, start.fire(), Duration.ofNanos(start.nanos() - phase.returnedNanos())))
                    .forEach(late::add);
        }
        return late;
    }

    /** Whether a change has brought a fire: the other node may start it before the change has returned. */
    private static boolean isOf(@Nullable Phase next, Instant fireAt) {
        return next != null && !fireAt.isBefore(next.called()) && next.has(fireAt);
    }

    private static void assertThatWhatWasDeletedSaysSo(OpenClawCron cron, List<LateStart> late) {
        var marked = History.executions(cron).stream()
                .filter(execution -> execution.startedBeforeChange())
                .map(execution -> new Fire(execution.jobId(), requireNonNull(execution.scheduledFor())))
                .collect(toSet());
        assertThat(late).filteredOn(LateStart::wasDeleted).as("seed %d", SEED).allSatisfy(start -> {
            assertThat(start.fire().at()).isBefore(start.phase().returned().plus(FIRE_AHEAD));
            assertThat(marked).contains(start.fire());
        });
    }

    private static void print(boolean notified, List<LateStart> late) {
        if (Integer.getInteger(MEASURED) == null) {
            return;
        }
        var sorted = late.stream().map(LateStart::after).sorted().toList();
        // Changes after which nothing of the old schedule came count as 0.
        var beyond = CHANGES / 100;
        System.out.printf(
                Locale.ROOT,
                "live changes, %s: %d changes, %d starts of old schedules after the return, %d of them of what it had deleted;"
                        + " p99 %.1f ms, longest %.1f ms (seed %d)%n",
                notified ? "notified" : "notifications cut",
                CHANGES,
                sorted.size(),
                late.stream().filter(LateStart::wasDeleted).count(),
                sorted.size() <= beyond ? 0 : millis(sorted.get(sorted.size() - 1 - beyond)),
                sorted.isEmpty() ? 0 : millis(sorted.get(sorted.size() - 1)),
                SEED);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    // ---- nodes

    private OpenClawCron node(CronStore store, String name, boolean notified) {
        var skills = new SkillRegistry().register("note", (request, context) -> {
            var fire = new Fire(request.jobId(), requireNonNull(context.scheduledTime()));
            starts.add(new Start(fire, System.nanoTime()));
            fired.add(fire);
            return SkillResult.empty();
        });
        var cron = OpenClawCron.builder()
                .skillExecutor(skills)
                .store(notified ? store : Stores.deaf(store))
                .config(CronManagerConfig.builder()
                        .nodeName(name)
                        .fireAhead(FIRE_AHEAD)
                        .maxConcurrentJobs(JOBS)
                        .build())
                .build();
        cron.start();
        return cron;
    }
}
