package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** What was done together, in the order in which it began. */
    private final List<List<Integer>> done = new ArrayList<>();

    private final Semaphore goOn = new Semaphore(0);

    @AfterEach
    void close() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatComesByItselfIsDoneByItself() {
        var gathering = new Gathering<Integer, String>(10, FOR_EVER, this::note);

        assertThat(gathering.with(1)).isEqualTo("1");
        assertThat(gathering.with(2)).isEqualTo("2");

        assertThat(done).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whatComesMeanwhileIsDoneTogetherAndEachIsToldItsOwn() throws Exception {
        var gathering = new Gathering<Integer, String>(10, Duration.ZERO, this::noteAndWait);
        var first = begun(gathering, 1);

        var others = List.of(waiting(gathering, 2), waiting(gathering, 3), waiting(gathering, 4));
        goOn.release(2);

        assertThat(first.get()).isEqualTo("1");
        assertThat(results(others)).containsExactly("2", "3", "4");
        assertThat(done).containsExactly(List.of(1), List.of(2, 3, 4));
    }

    @Test
    void afterThatAsManyAreWaitedForAsWereThere() throws Exception {
        var gathering = new Gathering<Integer, String>(10, FOR_EVER, this::noteAndWait);
        var first = begun(gathering, 1);
        var others = List.of(waiting(gathering, 2), waiting(gathering, 3));
        goOn.release(2);
        assertThat(first.get()).isEqualTo("1");
        assertThat(done).containsExactly(List.of(1));

        var last = begun(gathering, 4);

        assertThat(results(others)).containsExactly("2", "3");
        assertThat(last.get()).isEqualTo("4");
        assertThat(done).containsExactly(List.of(1), List.of(2, 3, 4));
    }

    @Test
    void aFullLoadIsBegunBesideAnother() throws Exception {
        var gathering = new Gathering<Integer, String>(2, FOR_EVER, this::noteAndWait);
        var first = begun(gathering, 1);
        var second = waiting(gathering, 2);
        var third = begun(gathering, 3);
        var others = List.of(waiting(gathering, 4), waiting(gathering, 5));
        assertThat(done).containsExactly(List.of(1), List.of(2, 3));

        goOn.release(3);

        assertThat(results(List.of(first, second, third))).containsExactly("1", "2", "3");
        assertThat(results(others)).containsExactly("4", "5");
        assertThat(done).containsExactly(List.of(1), List.of(2, 3), List.of(4, 5));
    }

    @Test
    void whoeverIsInterruptedWaitsNoLongerForOthersAndStaysInterrupted() throws Exception {
        var interruptedAtWork = new AtomicBoolean();
        var gathering = new Gathering<Integer, String>(10, FOR_EVER, items -> {
            interruptedAtWork.compareAndSet(false, Thread.currentThread().isInterrupted());
            return noteAndWait(items);
        });
        var first = begun(gathering, 1);
        var thread = new CompletableFuture<Thread>();
        var second = threads.submit(() -> {
            thread.complete(Thread.currentThread());
            gathering.with(2);
            return Thread.interrupted();
        });
        awaitState(thread.get(), Thread.State.WAITING);
        goOn.release(2);
        awaitState(thread.get(), Thread.State.TIMED_WAITING);

        thread.get().interrupt();

        assertThat(second.get()).isTrue();
        assertThat(interruptedAtWork).isFalse();
        assertThat(first.get()).isEqualTo("1");
        assertThat(done).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void aFailureIsThatOfAllThatWereDoneTogetherAndOfNoOther() throws Exception {
        var gathering = new Gathering<Integer, String>(10, Duration.ZERO, items -> {
            var results = noteAndWait(items);
            if (items.contains(3)) {
                throw new IllegalStateException("three");
            }
            return results;
        });
        var first = begun(gathering, 1);
        var second = waiting(gathering, 2);
        var third = waiting(gathering, 3);
        goOn.release(3);

        assertThat(first.get()).isEqualTo("1");
        for (var failed : List.of(second, third)) {
            assertThatThrownBy(failed::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("three");
        }
        assertThat(begun(gathering, 4).get()).isEqualTo("4");
    }

    @Test
    void manyThreadsHaveAllDoneOnce() throws Exception {
        var count = new AtomicInteger();
        var gathering = new Gathering<Integer, Integer>(3, Duration.ofNanos(10_000), items -> {
            count.addAndGet(items.size());
            return items.stream().map(item -> -item).toList();
        });
        var calls = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(thread -> () -> IntStream.range(0, 1_000)
                        .map(i -> thread * 1_000 + i)
                        .allMatch(item -> gathering.with(item) == -item))
                .toList();

        for (var all : threads.invokeAll(calls)) {
            assertThat(all.get()).isTrue();
        }
        assertThat(count).hasValue(8_000);
    }

    private List<String> note(List<Integer> items) {
        synchronized (done) {
            done.add(List.copyOf(items));
        }
        return items.stream().map(String::valueOf).toList();
    }

    private List<String> noteAndWait(List<Integer> items) {
        var results = note(items);
        synchronized (done) {
            done.notifyAll();
        }
        goOn.acquireUninterruptibly();
        return results;
    }

    /** Has one done, and returns when that is under way. */
    private Future<String> begun(Gathering<Integer, String> gathering, int item) throws InterruptedException {
        var future = threads.submit(() -> gathering.with(item));
        synchronized (done) {
            while (done.stream().noneMatch(items -> items.contains(item))) {
                done.wait();
            }
        }
        return future;
    }

    /** Has one done, and returns when its thread waits for another. */
    private Future<String> waiting(Gathering<Integer, String> gathering, int item) throws Exception {
        var thread = new CompletableFuture<Thread>();
        var future = threads.submit(() -> {
            thread.complete(Thread.currentThread());
            return gathering.with(item);
        });
        awaitState(thread.get(), Thread.State.WAITING);
        return future;
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            Thread.onSpinWait();
        }
    }

    private static List<String> results(List<Future<String>> futures) throws Exception {
        var results = new ArrayList<String>();
        for (var future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
