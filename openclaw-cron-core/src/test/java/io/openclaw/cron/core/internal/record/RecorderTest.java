package io.openclaw.cron.core.internal.record;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventuallyWaits;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NODE;
import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static io.openclaw.cron.core.internal.lifecycle.Samples.work;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronProgress;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.internal.lifecycle.EngineObserver;
import io.openclaw.cron.core.internal.lifecycle.ManualTime;
import io.openclaw.cron.core.internal.lifecycle.StoreAvailability;
import io.openclaw.cron.core.internal.record.Outcome.Kind;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final int CAPACITY = 5_000;

    /** Of its own for each test, so that the test knows its threads. */
    private final String nodeName = UUID.randomUUID().toString();

    private final ManualClock clock = ManualClock.at(NOON);
    private final ManualTime time = new ManualTime(clock);
    private final RecordingStore store = new RecordingStore();
    private final StoreAvailability availability = new StoreAvailability();
    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    /** Called before each batch. */
    private volatile Runnable beforeBatch = () -> {};

    private final Recorder recorder =
            new Recorder(store, time::now, time, availability, new Sizes(), new Recorder.Settings(CAPACITY, nodeName));

    private record Answer(Outcome outcome, Recorded recorded) {}

    @AfterEach
    void stop() {
        store.comeBack();
        store.recordPermits.release(1_000);
        recorder.stop();
    }

    @Test
    void anOutcomeIsStoredAndItsAnswerIsHeardOnTheRecordersThread() {
        var threads = new CopyOnWriteArrayList<String>();
        recorder.start((outcome, answer) -> threads.add(Thread.currentThread().getName()));
        var outcome = completed(work());
        clock.advance(Duration.ofSeconds(3));
        recorder.put(outcome);
        eventually().until(() -> !threads.isEmpty());
        assertThat(store.batches)
                .containsExactly(new RecordingStore.Batch(NODE, List.of(outcome.execution()), NOON.plusSeconds(3)));
        assertThat(threads).containsExactly("openclaw-cron-recorder-1-" + nodeName);
    }

    @Test
    void whatGathersWhileABatchIsCommittedIsCommittedTogether() {
        start();
        var first = completed(work());
        var others = some(100);
        holdUp(first);
        others.forEach(recorder::put);
        assertThat(recorder.waiting()).isEqualTo(101);
        store.recordPermits.release(1_000);
        awaitAnswers(101);
        assertThat(store.batches).hasSize(2);
        assertThat(store.batches.get(1).executions()).isEqualTo(executions(others));
        assertThat(sizes).containsExactly(1, 100);
        eventually().until(() -> recorder.waiting() == 0);
    }

    @Test
    void whatComesWhileItsListenerWaitsBeforeABatchIsInTheSameBatch() {
        var late = completed(work());
        beforeBatch = () -> {
            beforeBatch = () -> {};
            recorder.put(late);
        };
        recorder.put(completed(work()));
        start();
        awaitAnswers(2);
        assertThat(sizes).containsExactly(2);
    }

    @Test
    void itsListenerHearsOfTheEndOfABatchAfterAllItsAnswers() {
        start();
        holdUp(completed(work()));
        some(2).forEach(recorder::put);
        store.recordPermits.release(1_000);
        eventually().until(() -> ends.size() == 2);
        assertThat(ends).containsExactly("after 1 answers", "after 3 answers");
    }

    @Test
    void anOutcomeIsMergedWithWhatCameBeforeIt() {
        start();
        holdUp(completed(work()));
        var work = work();
        recorder.put(new Outcome(Kind.STARTED, NODE, work.execution(), work.job()));
        recorder.put(completed(work));
        store.recordPermits.release(1_000);
        awaitAnswers(2);
        assertThat(store.recorded())
                .hasSize(2)
                .last()
                .extracting(CronExecution::status)
                .isEqualTo(CronExecutionStatus.COMPLETED);
    }

    @Test
    void aBatchHasTwoThousandOutcomesAtTheMost() {
        start();
        holdUp(completed(work()));
        some(4_500).forEach(recorder::put);
        store.recordPermits.release(1_000);
        awaitAnswers(4_501);
        assertThat(sizes).containsExactly(1, 2_000, 2_000, 500);
    }

    @Test
    void whileTheStoreIsAwayTheSameBatchIsTriedAgainAtGrowingIntervals() {
        start();
        store.goAway();
        var outcomes = List.of(completed(work()), completed(work()));
        holdUp(outcomes.get(0));
        recorder.put(outcomes.get(1));
        store.recordPermits.release(1_000);
        awaitTries(1);
        quiet();
        assertThat(availability.problem()).isEqualTo("the store is away");

        var tries = 1;
        for (var pause : List.of(50, 100, 200, 400, 800, 1_600, 2_000, 2_000)) {
            quiet();
            clock.advance(Duration.ofMillis(pause - 1));
            quiet();
            assertThat(store.batches).hasSize(tries);
            clock.advance(Duration.ofMillis(1));
            tries++;
            awaitTries(tries);
        }
        quiet();
        assertThat(answers).isEmpty();
        assertThat(recorder.waiting()).isEqualTo(2);

        store.comeBack();
        clock.advance(Duration.ofSeconds(2));
        awaitAnswers(2);
        assertThat(store.batches.get(store.batches.size() - 1).executions()).isEqualTo(executions(outcomes));
        assertThat(answers).extracting(Answer::outcome).isEqualTo(outcomes);
        assertThat(availability.problem()).isNull();
    }

    @Test
    void afterAnOutageTheFirstPauseIsShortAgain() {
        start();
        store.goAway();
        recorder.put(completed(work()));
        awaitTries(1);
        quiet();
        clock.advance(Duration.ofMillis(50));
        awaitTries(2);
        quiet();
        store.comeBack();
        clock.advance(Duration.ofMillis(100));
        awaitAnswers(1);

        store.goAway();
        recorder.put(completed(work()));
        awaitTries(4);
        quiet();
        clock.advance(Duration.ofMillis(50));
        awaitTries(5);
    }

    @Test
    void newOutcomesDoNotHammerAStoreThatIsAway() {
        start();
        store.goAway();
        recorder.put(completed(work()));
        awaitTries(1);
        some(1_000).forEach(recorder::put);
        quiet();
        assertThat(store.batches).hasSize(1);
        clock.advance(Duration.ofMillis(50));
        awaitTries(2);
        assertThat(store.batches.get(1).executions()).hasSize(1_001);
    }

    @Test
    void newOutcomesDoNotHammerAStoreWithADefect() {
        start();
        store.failure = new IllegalStateException("a defect");
        recorder.put(completed(work()));
        awaitTries(1);
        some(1_000).forEach(recorder::put);
        quiet();
        assertThat(store.batches).hasSize(1);
        store.comeBack();
        clock.advance(Duration.ofSeconds(1));
        awaitAnswers(1_001);
    }

    @Test
    void whateverTheStoreThrowsNoOutcomeIsLost() {
        start();
        for (var defect : List.of(new IllegalStateException("a defect"), new AssertionError("a defect"))) {
            answers.clear();
            store.failure = defect;
            var outcome = completed(work());
            var tries = store.batches.size();
            recorder.put(outcome);
            awaitTries(tries + 1);
            quiet();
            store.comeBack();
            clock.advance(Duration.ofSeconds(3));
            awaitAnswers(1);
            assertThat(answers.get(0).outcome()).isEqualTo(outcome);
        }
    }

    @Test
    void aListenerThatFailsCostsNoOtherOutcomeItsAnswer() {
        var outcomes = some(10);
        var heard = new CopyOnWriteArrayList<UUID>();
        store.recordPermits.drainPermits();
        recorder.start((outcome, answer) -> {
            heard.add(outcome.executionId());
            if (heard.size() == 3) {
                throw new IllegalStateException("hostile");
            }
        });
        outcomes.forEach(recorder::put);
        store.recordPermits.release(1_000);
        eventually().until(() -> heard.size() >= 10 && recorder.waiting() == 0);
        assertThat(heard)
                .containsExactlyInAnyOrderElementsOf(
                        outcomes.stream().map(Outcome::executionId).toList());
    }

    @Test
    void whoeverAddsToAFullRecorderWaitsAndGoesOnWhenTheStoreIsBack() {
        start();
        store.goAway();
        recorder.put(completed(work()));
        awaitTries(1);
        quiet();
        some(CAPACITY - 1).forEach(recorder::put);
        assertThat(recorder.full()).isTrue();
        var adder = new Thread(() -> recorder.put(completed(work())));
        adder.start();
        eventuallyWaits(adder);
        recorder.putWithoutWaiting(completed(work()));
        recorder.putIfRoom(completed(work()), () -> false);
        assertThat(recorder.waiting()).isEqualTo(CAPACITY + 1);

        quiet();
        store.comeBack();
        clock.advance(Duration.ofSeconds(3));
        awaitAnswers(CAPACITY + 2);
        eventually().until(() -> !adder.isAlive());
        assertThat(recorder.full()).isFalse();
    }

    @Test
    void whatTheStoreCannotKeepIsReplacedByANoteOnce() {
        store.answers = execution -> new Recorded(Recorded.Status.UNSTORABLE, null, "invalid byte \u0000 sequence");
        start();
        var work = work();
        var outcome = completed(work, Map.of("text", "\u0000"));
        recorder.put(outcome);
        awaitAnswers(1);
        quiet();
        assertThat(store.recorded()).hasSize(2).element(1).satisfies(replacement -> {
            assertThat(replacement.executionId()).isEqualTo(work.execution().executionId());
            assertThat(replacement.status()).isEqualTo(CronExecutionStatus.COMPLETED);
            assertThat(replacement.progress()).isNull();
            assertThat(replacement.error()).extracting(CronExecutionError::code).isEqualTo("unstorable");
            assertThat(replacement.result()).containsOnlyKeys("unstorable");
            assertThat(replacement.result().get("unstorable"))
                    .asString()
                    .contains("invalid byte ? sequence")
                    .doesNotContain("\u0000");
        });
        // The second answer is final, whatever it is.
        assertThat(answers.get(0).recorded().status()).isEqualTo(Recorded.Status.UNSTORABLE);
    }

    @Test
    void aNoteTakesThePlaceOfWhatASkillCallsUnstorableItself() {
        store.answers = execution -> execution.error().message().contains("\u0000")
                ? new Recorded(Recorded.Status.UNSTORABLE, null, null)
                : RecordingStore.accepted(execution);
        start();
        var work = work();
        var failed = work.execution().toBuilder()
                .status(CronExecutionStatus.FAILED)
                .error(CronExecutionError.of("unstorable", "a skill's own \u0000 words"))
                .build();
        recorder.put(new Outcome(Kind.FINAL, NODE, failed, work.job()));
        awaitAnswers(1);
        assertThat(answers.get(0).recorded().stored()).isTrue();
        assertThat(store.recorded()).hasSize(2);
    }

    @Test
    void theOthersOfABatchAreStoredBesideWhatTheStoreCannotKeep() {
        var outcomes = some(10);
        var poisoned = outcomes.get(4).executionId();
        store.answers = execution -> execution.executionId().equals(poisoned) && execution.error() == null
                ? new Recorded(Recorded.Status.UNSTORABLE, null, null)
                : RecordingStore.accepted(execution);
        store.recordPermits.drainPermits();
        start();
        outcomes.forEach(recorder::put);
        store.recordPermits.release(1_000);
        awaitAnswers(10);
        assertThat(answers).allMatch(answer -> answer.recorded().stored());
        assertThat(answers).extracting(answer -> answer.outcome().executionId()).doesNotHaveDuplicates();
    }

    @Test
    void refusalsAreHeardToo() {
        store.answers = execution -> new Recorded(Recorded.Status.REFUSED, null, null);
        start();
        recorder.put(completed(work()));
        awaitAnswers(1);
        assertThat(answers.get(0).recorded().status()).isEqualTo(Recorded.Status.REFUSED);
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void outcomesOfAnEarlierLifeOfTheNodeAreRecordedInItsName() {
        var reborn = new NodeId("mynode", UUID.randomUUID());
        var old = completed(work());
        var own = completed(work());
        start();
        holdUp(completed(work()));
        recorder.put(old);
        recorder.put(new Outcome(Kind.FINAL, reborn, own.execution(), own.job()));
        store.recordPermits.release(1_000);
        awaitAnswers(3);
        assertThat(store.batches.stream().skip(1))
                .extracting(RecordingStore.Batch::node, RecordingStore.Batch::executions)
                .containsExactly(tuple(NODE, List.of(old.execution())), tuple(reborn, List.of(own.execution())));
    }

    @Test
    void whatWasAnsweredBeforeTheStoreWentAwayIsNotRecordedAgain() {
        var reborn = new NodeId("mynode", UUID.randomUUID());
        var old = completed(work());
        var own = completed(work());
        start();
        holdUp(completed(work()));
        recorder.put(old);
        recorder.put(new Outcome(Kind.FINAL, reborn, own.execution(), own.job()));
        store.answers = execution -> {
            if (execution.equals(own.execution()) && store.batches.size() == 3) {
                throw new CronStoreException("the store is away", null);
            }
            return RecordingStore.accepted(execution);
        };
        store.recordPermits.release(1_000);
        awaitTries(3);
        quiet();
        clock.advance(Duration.ofMillis(50));
        awaitAnswers(3);
        assertThat(store.batches).extracting(RecordingStore.Batch::node).containsExactly(NODE, NODE, reborn, reborn);
    }

    @Test
    void theStopWritesWhatWaits() {
        start();
        holdUp(completed(work()));
        var others = some(2_500);
        others.forEach(recorder::put);
        store.recordPermits.release(1_000);
        recorder.stop();
        assertThat(answers).hasSize(2_501);
        assertThat(recorder.waiting()).isZero();
    }

    @Test
    void theStopTriesOnceMoreWithoutWaitingForTheEndOfAPause() {
        start();
        store.goAway();
        recorder.put(completed(work()));
        awaitTries(1);
        quiet();
        store.comeBack();
        recorder.stop();
        assertThat(answers).hasSize(1);
    }

    @Test
    void theStopGivesUpWhenTheStoreDoesNotAnswer() {
        start();
        store.goAway();
        some(10).forEach(recorder::put);
        recorder.stop();
        assertThat(answers).isEmpty();
        assertThat(recorder.waiting()).isEqualTo(10);
    }

    @Test
    void theStopLetsEverybodyInWhoWaitsAndWritesWhatTheyBring() {
        start();
        store.goAway();
        recorder.put(completed(work()));
        awaitTries(1);
        quiet();
        some(CAPACITY - 1).forEach(recorder::put);
        var adder = new Thread(() -> recorder.put(completed(work())));
        adder.start();
        eventuallyWaits(adder);
        store.comeBack();
        recorder.stop();
        eventually().until(() -> !adder.isAlive());
        recorder.stop();
        assertThat(answers).hasSize(CAPACITY + 1);
    }

    @Test
    void aRecorderThatNeverStartedWritesWhatWaitsWhenItIsStopped() {
        recorder.put(completed(work()));
        recorder.stop();
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void nothingIsLostOrDoubledWhenManyThreadsAddWhileTheStoreComesAndGoes() {
        var tries = new AtomicInteger();
        var stored = ConcurrentHashMap.<CronExecution>newKeySet();
        store.batchAnswers = batch -> {
            var attempt = tries.incrementAndGet() % 3;
            if (attempt == 1) {
                throw new CronStoreException("away before the commit", null);
            }
            var answered = batch.executions().stream()
                    .map(execution -> stored.add(execution)
                            ? RecordingStore.accepted(execution)
                            : new Recorded(Recorded.Status.REPEATED, execution, null))
                    .toList();
            if (attempt == 2) {
                throw new CronStoreException("away after the commit", null);
            }
            return answered;
        };
        start();
        var threads = IntStream.range(0, 4)
                .mapToObj(number -> new Thread(() -> {
                    for (var i = 0; i < 500; i++) {
                        var work = work();
                        recorder.put(new Outcome(Kind.STARTED, NODE, work.execution(), work.job()));
                        recorder.put(completed(work));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        eventually().until(() -> {
            clock.advance(Duration.ofSeconds(2));
            return finals().size() >= 2_000;
        });
        assertThat(finals()).hasSize(2_000).doesNotHaveDuplicates();
    }

    @Test
    void theListenerOfTheStartHearsAndNoneBefore() {
        recorder.put(completed(work()));
        start();
        awaitAnswers(1);
        assertThatThrownBy(this::start).isInstanceOf(IllegalThreadStateException.class);
    }

    private List<UUID> finals() {
        return answers.stream()
                .filter(answer -> answer.outcome().kind() == Kind.FINAL)
                .map(answer -> answer.outcome().executionId())
                .toList();
    }

    private void start() {
        recorder.start(new Listener());
    }

    private final class Listener implements OutcomeListener {
        @Override
        public void recorded(Outcome outcome, Recorded answer) {
            answers.add(new Answer(outcome, answer));
        }

        @Override
        public void beforeBatch() {
            beforeBatch.run();
        }

        @Override
        public void afterBatch() {
            ends.add("after " + answers.size() + " answers");
        }
    }

    /** Has the recorder's thread in the middle of committing one outcome. */
    private void holdUp(Outcome outcome) {
        store.recordPermits.drainPermits();
        recorder.put(outcome);
        eventually().until(store.recordPermits::hasQueuedThreads);
    }

    private void awaitAnswers(int count) {
        eventually().until(() -> answers.size() >= count);
        assertThat(answers).hasSize(count);
    }

    private void awaitTries(int count) {
        eventually().until(() -> store.batches.size() >= count);
        assertThat(store.batches).hasSize(count);
    }

    /** Waits until the recorder's thread has nothing to do. */
    private void quiet() {
        var recorderThread = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith(nodeName))
                .findFirst()
                .orElseThrow();
        eventuallyWaits(recorderThread);
    }

    private static List<Outcome> some(int count) {
        return Stream.generate(() -> completed(work())).limit(count).toList();
    }

    private static List<CronExecution> executions(List<Outcome> outcomes) {
        return new ArrayList<>(outcomes.stream().map(Outcome::execution).toList());
    }

    private static Outcome completed(JobExecution work) {
        return completed(work, Map.of("answer", 42));
    }

    private static Outcome completed(JobExecution work, Map<String, Object> result) {
        var execution = work.execution().toBuilder()
                .status(CronExecutionStatus.COMPLETED)
                .progress(new CronProgress("stage", 50, "half"))
                .result(result)
                .completedAt(NOON)
                .build();
        return new Outcome(Kind.FINAL, NODE, execution, work.job());
    }

    private final class Sizes implements EngineObserver {
        @Override
        public void recorded(int size, Duration took) {
            sizes.add(size);
        }
    }
}
