package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventuallyWaits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    private static final int MANY = 100;

    private final String nodeName = UUID.randomUUID().toString();
    private final WorkerPool pool = new WorkerPool(MANY, nodeName);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        release.countDown();
        pool.close();
    }

    @Test
    void aTaskRunsOnANamedThreadOfThePool() throws InterruptedException {
        var done = new CountDownLatch(1);
        pool.execute(() -> {
            seen.add(Thread.currentThread());
            done.countDown();
        });
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).singleElement().satisfies(thread -> {
            assertThat(thread.getName()).startsWith("openclaw-cron-worker-").endsWith(nodeName);
            assertThat(thread.isDaemon()).isTrue();
        });
    }

    @Test
    void allTasksRunAtOnceIfTheyBlock() throws InterruptedException {
        var together = new CountDownLatch(MANY);
        for (var i = 0; i < MANY; i++) {
            pool.execute(() -> block(together));
        }
        assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasksThatBlockRunAtOnceEvenIfAThreadWasIdleBefore() throws InterruptedException {
        for (var round = 0; round < 50; round++) {
            try (var other = new WorkerPool(MANY, UUID.randomUUID().toString())) {
                var idle = new CountDownLatch(1);
                other.execute(idle::countDown);
                idle.await();
                var together = new CountDownLatch(3);
                var end = new CountDownLatch(1);
                for (var i = 0; i < 3; i++) {
                    other.execute(() -> {
                        together.countDown();
                        await(end);
                    });
                }
                assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
                end.countDown();
            }
        }
    }

    @Test
    void neverMoreRunAtOnceThanAllowed() throws InterruptedException {
        try (var small = new WorkerPool(3, nodeName)) {
            var running = new AtomicInteger();
            var most = new AtomicInteger();
            var done = new CountDownLatch(500);
            for (var i = 0; i < 500; i++) {
                small.execute(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                    done.countDown();
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(most.get()).isBetween(1, 3);
        }
    }

    @Test
    void thereAreNeverMoreThreadsThanAllowedHoweverManyTasksBlock() throws InterruptedException {
        try (var twenty = new WorkerPool(20, nodeName)) {
            var together = new CountDownLatch(20);
            for (var i = 0; i < 200; i++) {
                twenty.execute(() -> block(together));
            }
            assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
            eventuallyWaits(threads("worker-watch").get(0));
            assertThat(threads("worker-")).hasSize(21);
            release.countDown();
        }
    }

    @Test
    void oneThreadIsEnoughIfOneIsAllowed() throws InterruptedException {
        try (var single = new WorkerPool(1, nodeName)) {
            var done = new CountDownLatch(100);
            for (var i = 0; i < 100; i++) {
                single.execute(() -> {
                    seen.add(Thread.currentThread());
                    done.countDown();
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void shortTasksShareFewThreads() throws InterruptedException {
        var wide = new WorkerPool(5_000, nodeName);
        var done = new CountDownLatch(5_000);
        for (var i = 0; i < 5_000; i++) {
            wide.execute(() -> {
                seen.add(Thread.currentThread());
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        // A thread for each would be five thousand; under load the watcher may add some.
        assertThat(seen).hasSizeLessThan(500);
        wide.close();
    }

    @Test
    void tasksThatAreHandedOverTogetherAllRun() throws InterruptedException {
        var done = new CountDownLatch(1_000);
        var refused = new AtomicInteger();
        pool.executeAll(IntStream.range(0, 1_000)
                .mapToObj(number -> task(done::countDown, refused))
                .toList());
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(refused).hasValue(0);
    }

    @Test
    void tasksThatAreHandedOverTogetherRunAtOnceIfTheyBlock() throws InterruptedException {
        var together = new CountDownLatch(MANY);
        pool.executeAll(IntStream.range(0, MANY)
                .mapToObj(number -> task(() -> block(together), new AtomicInteger()))
                .toList());
        assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatATaskHandsOverAtItsEndRunsOnItsThread() throws InterruptedException {
        var left = new AtomicInteger(1_000);
        var done = new CountDownLatch(1);
        pool.execute(chain(left, done));
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasSize(1);
    }

    @Test
    void ofManyThatATaskHandsOverAtItsEndAllRunAtOnceIfTheyBlock() throws InterruptedException {
        var together = new CountDownLatch(MANY);
        pool.execute(() -> pool.executeLast(IntStream.range(0, MANY)
                .mapToObj(number -> task(() -> block(together), new AtomicInteger()))
                .toList()));
        assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void eachTaskOfManyIsToldThatTheClosedPoolRefusesIt() {
        pool.close();
        var refused = new AtomicInteger();
        pool.executeAll(List.of(task(() -> {}, refused), task(() -> {}, refused)));
        assertThat(refused).hasValue(2);
    }

    @Test
    void nothingIsHandedOverWhereThereIsNothing() {
        pool.executeAll(List.of());
        assertThat(threads("worker")).isEmpty();
    }

    @Test
    void eachTaskIsRunOrRefusedHoweverTheCloseMeetsIt() throws InterruptedException {
        for (var round = 0; round < 200; round++) {
            var other = new WorkerPool(4, UUID.randomUUID().toString());
            var told = new CountDownLatch(100);
            var refused = new AtomicInteger();
            var ran = new AtomicInteger();
            var adding = new Thread(() -> {
                for (var i = 0; i < 100; i++) {
                    other.executeAll(List.of(task(
                            () -> {
                                ran.incrementAndGet();
                                told.countDown();
                            },
                            refused,
                            told::countDown)));
                }
            });
            adding.start();
            while (round % 2 == 0 && ran.get() < round / 4) {
                Thread.onSpinWait();
            }
            other.close();
            assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
            adding.join();
            assertThat(ran.get() + refused.get()).isEqualTo(100);
        }
    }

    @Test
    void aQuickTaskWakesTheThreadThatWorkedLast() throws InterruptedException {
        var together = new CountDownLatch(20);
        for (var i = 0; i < 20; i++) {
            pool.execute(() -> block(together));
        }
        assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
        release.countDown();
        eventually().until(this::allAreIdle);
        seen.clear();
        for (var i = 0; i < 20; i++) {
            var done = new CountDownLatch(1);
            pool.execute(() -> {
                seen.add(Thread.currentThread());
                done.countDown();
            });
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            eventually().until(this::allAreIdle);
        }
        assertThat(seen).hasSize(1);
    }

    @Test
    void anIdleThreadIsUsedAgain() throws InterruptedException {
        for (var i = 0; i < 20; i++) {
            var done = new CountDownLatch(1);
            pool.execute(() -> {
                seen.add(Thread.currentThread());
                done.countDown();
            });
            done.await();
            eventually().until(() -> seen.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        }
        // The watcher may have added one or two at the beginning, if the first was slow to start.
        assertThat(seen).hasSizeLessThan(5);
    }

    @Test
    void whateverATaskThrowsItsThreadServesTheNext() throws InterruptedException {
        try (var single = new WorkerPool(1, nodeName)) {
            var done = new CountDownLatch(1);
            single.execute(() -> {
                seen.add(Thread.currentThread());
                throw new StackOverflowError("hostile");
            });
            single.execute(() -> {
                seen.add(Thread.currentThread());
                done.countDown();
            });
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void anInterruptThatATaskLeavesBehindDoesNotReachTheNext() throws InterruptedException {
        try (var single = new WorkerPool(1, nodeName)) {
            var interrupted = new AtomicInteger();
            var done = new CountDownLatch(20);
            for (var i = 0; i < 20; i++) {
                single.execute(() -> {
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.incrementAndGet();
                    }
                    Thread.currentThread().interrupt();
                    done.countDown();
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(interrupted).hasValue(0);
        }
    }

    @Test
    void aStrayInterruptOfAnIdleThreadCostsNoTask() throws InterruptedException {
        for (var i = 0; i < 50; i++) {
            var done = new CountDownLatch(2);
            for (var task = 0; task < 2; task++) {
                pool.execute(() -> {
                    seen.add(Thread.currentThread());
                    done.countDown();
                });
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            seen.forEach(Thread::interrupt);
        }
    }

    @Test
    void whoLetsTheTasksGoFirstWaitsUntilTheLastHasAThread() {
        try (var single = new WorkerPool(1, nodeName)) {
            var begun = new CountDownLatch(1);
            single.execute(() -> block(begun));
            await(begun);
            var last = new CountDownLatch(1);
            single.execute(last::countDown);
            var waiter = new Thread(() -> single.awaitTaken(Duration.ofMinutes(1)));
            waiter.start();
            eventually().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
            assertThat(last.getCount()).isEqualTo(1);
            release.countDown();
            eventually().until(() -> !waiter.isAlive());
        }
    }

    @Test
    void whoLetsTheTasksGoFirstWaitsNoLongerThanTheLimit() {
        try (var single = new WorkerPool(1, nodeName)) {
            var begun = new CountDownLatch(1);
            single.execute(() -> block(begun));
            await(begun);
            single.execute(() -> {});
            single.awaitTaken(Duration.ofMillis(1));
            release.countDown();
        }
    }

    @Test
    void withoutTasksNobodyWaits() {
        pool.awaitTaken(Duration.ofMinutes(1));
    }

    @Test
    void aThreadThatHasNothingToDoRunsATaskAtItsMoment() throws InterruptedException {
        try (var single = new WorkerPool(1, nodeName)) {
            makeIdle(single, 1);
            var moment = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            var ran = new CompletableFuture<Long>();
            var waits = single.runAt(moment, () -> {
                seen.add(Thread.currentThread());
                ran.complete(System.nanoTime());
            });
            assertThat(waits).isTrue();
            assertThat(ran.join() - moment).isNotNegative();
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void withoutAThreadNoneWaitsForAMoment() {
        assertThat(pool.runAt(System.nanoTime(), () -> seen.add(Thread.currentThread())))
                .isFalse();
        assertThat(threads("worker")).isEmpty();
    }

    @Test
    void aTaskForAnEarlierMomentTakesThePlaceOfTheOneBefore() throws InterruptedException {
        makeIdle(pool, 2);
        pool.runAt(System.nanoTime() + TimeUnit.HOURS.toNanos(1), () -> {});
        var ran = new CountDownLatch(1);
        pool.runAt(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20), ran::countDown);
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aMomentThatIsOverComesAtOnce() throws InterruptedException {
        makeIdle(pool, 1);
        var ran = new CountDownLatch(1);
        assertThat(pool.runAt(System.nanoTime() - 1, ran::countDown)).isTrue();
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoeverIsFreeFirstRunsWhatNobodyWaitsForAnyMore() throws InterruptedException {
        try (var two = new WorkerPool(2, nodeName)) {
            makeIdle(two, 2);
            var ran = new CountDownLatch(1);
            assertThat(two.runAt(System.nanoTime() + TimeUnit.HOURS.toNanos(1), () -> {}))
                    .isTrue();
            var busy = new CountDownLatch(2);
            two.execute(() -> block(busy));
            two.execute(() -> block(busy));
            await(busy);
            assertThat(two.runAt(System.nanoTime(), ran::countDown)).isFalse();
            release.countDown();
            assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aThreadThatWaitsForAMomentServesOtherTasks() throws InterruptedException {
        try (var single = new WorkerPool(1, nodeName)) {
            makeIdle(single, 1);
            assertThat(single.runAt(System.nanoTime() + TimeUnit.HOURS.toNanos(1), () -> {}))
                    .isTrue();
            var done = new CountDownLatch(1);
            single.execute(done::countDown);
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theCloseDoesNotWaitForAMoment() throws InterruptedException {
        var other = new WorkerPool(2, nodeName);
        makeIdle(other, 2);
        other.runAt(System.nanoTime() + TimeUnit.HOURS.toNanos(1), () -> {});
        other.close();
        assertThat(seen).noneMatch(Thread::isAlive);
    }

    @Test
    void theCloseRunsWhatWaitsAndEndsTheThreads() {
        var ran = new AtomicInteger();
        var single = new WorkerPool(1, nodeName);
        for (var i = 0; i < 100; i++) {
            single.execute(() -> {
                seen.add(Thread.currentThread());
                ran.incrementAndGet();
            });
        }
        single.close();
        assertThat(ran).hasValue(100);
        assertThat(seen).noneMatch(Thread::isAlive);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().endsWith(nodeName) && thread.isAlive());
    }

    @Test
    void theCloseWaitsForTheTaskThatRuns() {
        var single = new WorkerPool(1, nodeName);
        var begun = new CountDownLatch(1);
        single.execute(() -> block(begun));
        await(begun);
        var closer = new Thread(single::close);
        closer.start();
        eventually().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        eventually().until(() -> !closer.isAlive());
        assertThat(seen).noneMatch(Thread::isAlive);
    }

    @Test
    void afterTheCloseATaskIsRefused() {
        pool.close();
        assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        pool.close();
    }

    /** Notes its thread and hands over the next one, until none is left. */
    private Workers.Task chain(AtomicInteger left, CountDownLatch done) {
        return task(
                () -> {
                    seen.add(Thread.currentThread());
                    if (left.decrementAndGet() == 0) {
                        done.countDown();
                    } else {
                        pool.executeLast(List.of(chain(left, done)));
                    }
                },
                new AtomicInteger());
    }

    private static Workers.Task task(Runnable run, AtomicInteger refusals) {
        return task(run, refusals, () -> {});
    }

    private static Workers.Task task(Runnable run, AtomicInteger refusals, Runnable afterRefusal) {
        return new Workers.Task() {
            @Override
            public void run() {
                run.run();
            }

            @Override
            public void refused(Throwable reason) {
                assertThat(reason).isInstanceOf(RejectedExecutionException.class);
                refusals.incrementAndGet();
                afterRefusal.run();
            }
        };
    }

    /** Starts so many threads, which then wait for tasks. */
    private void makeIdle(WorkerPool some, int count) throws InterruptedException {
        var together = new CountDownLatch(count);
        var end = new CountDownLatch(1);
        for (var i = 0; i < count; i++) {
            some.execute(() -> {
                seen.add(Thread.currentThread());
                together.countDown();
                await(end);
            });
        }
        assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
        end.countDown();
        eventually().until(this::allAreIdle);
    }

    /** One that waits for a lock has no limit. */
    private boolean allAreIdle() {
        return threads("worker-").stream()
                .filter(thread -> !thread.getName().contains("-watch-"))
                .allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
    }

    private List<Thread> threads(String role) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("openclaw-cron-" + role)
                        && thread.getName().endsWith(nodeName))
                .toList();
    }

    private void block(CountDownLatch begun) {
        seen.add(Thread.currentThread());
        begun.countDown();
        await(release);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
