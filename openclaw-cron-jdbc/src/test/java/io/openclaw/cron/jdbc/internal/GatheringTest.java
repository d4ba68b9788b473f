package io.openclaw.cron.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringTest {
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
        var gathering = new Gathering<Integer, String>(1, 10, this::note);

        assertThat(gathering.with(1)).isEqualTo("1");
        assertThat(gathering.with(2)).isEqualTo("2");

        assertThat(done).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whatComesMeanwhileIsDoneTogetherAndEachIsToldItsOwn() throws Exception {
        var gathering = new Gathering<Integer, String>(1, 10, this::noteAndWait);
        var first = begun(gathering, 1);

        var others = List.of(waiting(gathering, 2), waiting(gathering, 3), waiting(gathering, 4));
        goOn.release(2);

        assertThat(first.get()).isEqualTo("1");
        assertThat(results(others)).containsExactly("2", "3", "4");
        assertThat(done).containsExactly(List.of(1), List.of(2, 3, 4));
    }

    @Test
    void noMoreAreDoneTogetherThanMayBe() throws Exception {
        var gathering = new Gathering<Integer, String>(1, 2, this::noteAndWait);
        var first = begun(gathering, 1);

        var others = List.of(waiting(gathering, 2), waiting(gathering, 3), waiting(gathering, 4));
        goOn.release(3);

        assertThat(first.get()).isEqualTo("1");
        assertThat(results(others)).containsExactly("2", "3", "4");
        assertThat(done).containsExactly(List.of(1), List.of(2, 3), List.of(4));
    }

    @Test
    void asManyAsMayBeginAtTheSameTimeDoNotWaitForEachOther() throws Exception {
        var gathering = new Gathering<Integer, String>(2, 10, this::noteAndWait);

        var first = begun(gathering, 1);
        var second = begun(gathering, 2);
        var third = waiting(gathering, 3);
        goOn.release(3);

        assertThat(results(List.of(first, second, third))).containsExactly("1", "2", "3");
        assertThat(done).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @Test
    void aFailureIsThatOfAllThatWereDoneTogetherAndOfNoOther() throws Exception {
        var gathering = new Gathering<Integer, String>(1, 2, items -> {
            var results = noteAndWait(items);
            if (items.contains(3)) {
                throw new IllegalStateException("three");
            }
            return results;
        });
        var first = begun(gathering, 1);
        var second = waiting(gathering, 2);
        var third = waiting(gathering, 3);
        var fourth = waiting(gathering, 4);
        goOn.release(3);

        assertThat(first.get()).isEqualTo("1");
        assertThat(fourth.get()).isEqualTo("4");
        for (var failed : List.of(second, third)) {
            assertThatThrownBy(failed::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("three");
        }
    }

    @Test
    void manyThreadsHaveAllDoneOnce() throws Exception {
        var count = new AtomicInteger();
        var gathering = new Gathering<Integer, Integer>(2, 3, items -> {
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

    /** Has one done, and returns when its thread waits for its turn. */
    private Future<String> waiting(Gathering<Integer, String> gathering, int item) throws InterruptedException {
        var thread = new Thread[1];
        var started = new CountDownLatch(1);
        var future = threads.submit(() -> {
            thread[0] = Thread.currentThread();
            started.countDown();
            return gathering.with(item);
        });
        started.await();
        while (thread[0].getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return future;
    }

    private static List<String> results(List<Future<String>> futures) throws Exception {
        var results = new ArrayList<String>();
        for (var future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
