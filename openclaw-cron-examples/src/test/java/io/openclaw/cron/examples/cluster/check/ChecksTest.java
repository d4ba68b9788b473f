package io.openclaw.cron.examples.cluster.check;

import static io.openclaw.cron.examples.cluster.check.Planted.after;
import static io.openclaw.cron.examples.cluster.check.Planted.claim;
import static io.openclaw.cron.examples.cluster.check.Planted.fire;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.CronTrigger;
import io.openclaw.cron.OverlapPolicy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each fault is found, and what is no fault is not. */
class ChecksTest {
    @Test
    void aRunInWhichNothingWentWrong() {
        assertThat(offences(nothing -> {})).isEmpty();
    }

    @Test
    void aFireThatIsLost() {
        assertThat(offences(run -> {
                    run.executions.remove(4);
                    run.attempts.remove(4);
                    run.writes.remove(4);
                }))
                .singleElement()
                .asString()
                .contains("each second has no record of its fire at " + fire(4));
    }

    @Test
    void theLastFireIsLost() {
        assertThat(offences(run -> {
                    run.executions.remove(9);
                    run.attempts.remove(9);
                }))
                .singleElement()
                .asString()
                .contains("no record");
    }

    @Test
    void aFireWithTwoExecutions() {
        assertThat(offences(run -> run.executions.add(run.completed(4).toBuilder()
                        .status(CronExecutionStatus.FAILED)
                        .build())))
                .singleElement()
                .asString()
                .contains("has its fire at " + fire(4) + " in the executions");
    }

    @Test
    void aFireThatIsRunAndSkippedToo() {
        assertThat(offences(run -> {
                    var again = run.completed(3);
                    run.skip(3, 5);
                    run.executions.add(
                            again.toBuilder().status(CronExecutionStatus.FAILED).build());
                }))
                .singleElement()
                .asString()
                .contains("has its fire at " + fire(3) + " in the executions");
    }

    @Test
    void aRangeThatIsSkippedIsNoLoss() {
        assertThat(offences(run -> run.skip(3, 5))).isEmpty();
    }

    @Test
    void aRangeThatCountsWrongly() {
        assertThat(offences(run -> {
                    run.skip(3, 5);
                    var range = run.executions.remove(run.executions.size() - 1);
                    run.executions.add(range.toBuilder().skippedCount(2).build());
                }))
                .singleElement()
                .asString()
                .contains("has skipped 2 fires", "where there are 3");
    }

    @Test
    void anExecutionOfNoFire() {
        assertThat(offences(run -> run.executions.add(run.completed(4).toBuilder()
                        .scheduledFor(after(4, 500))
                        .status(CronExecutionStatus.FAILED)
                        .build())))
                .singleElement()
                .asString()
                .contains("was not to fire at " + after(4, 500));
    }

    @Test
    void aFireAfterTheEnd() {
        assertThat(offences(run -> run.executions.add(run.completed(10).toBuilder()
                        .status(CronExecutionStatus.FAILED)
                        .build())))
                .singleElement()
                .asString()
                .contains("was not to fire at " + fire(10));
    }

    @Test
    void aFireThatStartedBeforeItsNodeHadHeardOfTheEndIsNone() {
        assertThat(offences(run -> run.executions.add(run.completed(10).toBuilder()
                        .status(CronExecutionStatus.FAILED)
                        .startedBeforeChange(true)
                        .build())))
                .isEmpty();
    }

    @Test
    void anExecutionThatHasNotEnded() {
        assertThat(offences(run -> replace(run, 4, CronExecutionStatus.RUNNING)))
                .singleElement()
                .asString()
                .contains("is RUNNING");
    }

    @Test
    void aManualRunThatIsLost() {
        assertThat(offences(run -> run.promised.add(new UUID(0, 7))))
                .singleElement()
                .asString()
                .contains("was confirmed and is not there");
    }

    @Test
    void aManualRunHasNoFire() {
        assertThat(offences(run -> {
                    var manual = run.completed(4).toBuilder()
                            .trigger(CronTrigger.MANUAL)
                            .scheduledFor(null)
                            .status(CronExecutionStatus.FAILED)
                            .build();
                    run.executions.add(manual);
                    run.promised.add(manual.executionId());
                }))
                .isEmpty();
    }

    @Test
    void aCallOfAnUnknownExecution() {
        assertThat(offences(run -> run.attempts.add(run.call(run.completed(4), 1, after(4, 600), after(4, 700)))))
                .singleElement()
                .asString()
                .contains("belongs to no execution");
    }

    @Test
    void aCallThatAManualRunWithdrewTooLateForItsNodeToHearOfIt() {
        var reservedAt = after(4, -500);
        Consumer<Planted> withdrawn = run -> {
            run.attempts.add(run.call(run.of(reservedAt), 1, after(4, 600), after(4, 700)));
            run.executions.add(run.manual(after(4, -200)));
        };

        assertThat(offences(withdrawn)).isEmpty();
        assertThat(offences(withdrawn.andThen(run -> run.executions.remove(run.executions.size() - 1))))
                .hasSize(1);
        assertThat(offences(run -> {
                    run.attempts.add(run.call(run.of(reservedAt), 1, after(4, 600), after(4, 700)));
                    run.executions.add(run.manual(after(3, 0)));
                    run.executions.add(run.manual(after(5, 0)));
                }))
                .hasSize(1);
    }

    @Test
    void aClaimThatCalledTwice() {
        assertThat(offences(run -> run.attempts.add(run.call(run.executions.get(4), 1, after(4, 600), after(4, 700)))))
                .singleElement()
                .asString()
                .contains("called by one claim");
    }

    @Test
    void aCompletionWithoutACall() {
        assertThat(offences(run -> run.attempts.remove(4)))
                .singleElement()
                .asString()
                .contains("its calls are []");
    }

    @Test
    void aCompletionByAnOlderClaim() {
        assertThat(offences(run -> {
                    run.takenOver(4, after(4, 600), after(4, 700));
                    run.executions.set(
                            4, run.executions.get(4).toBuilder().fence(3).build());
                }))
                .singleElement()
                .asString()
                .contains("has completed in attempt 1 by its claim 3");
    }

    @Test
    void aSkippedExecutionThatWasCalled() {
        assertThat(offences(run -> {
                    run.skip(4, 4);
                    var skipped = run.executions.get(run.executions.size() - 1);
                    run.attempts.add(run.call(skipped, 1, after(4, 3), after(4, 500)));
                }))
                .singleElement()
                .asString()
                .contains("is skipped and was called");
    }

    @Test
    void aStartBeforeItsTime() {
        assertThat(offences(run -> {
                    var early = run.executions.get(4);
                    run.attempts.set(4, run.call(early, 1, fire(4).minusNanos(1_000), after(4, 500)));
                }))
                .singleElement()
                .asString()
                .contains("1 us before its fire");
    }

    @Test
    void aCallThatNeverEndedThoughItsNodeWasNotKilled() {
        assertThat(offences(run -> {
                    replace(run, 9, CronExecutionStatus.FAILED);
                    run.attempts.set(9, run.call(run.executions.get(9), 1, after(9, 3), null));
                }))
                .singleElement()
                .asString()
                .contains("has not ended, and its node was not killed");
    }

    @Test
    void aCallEndsWithItsNode() {
        assertThat(offences(run -> {
                    replace(run, 9, CronExecutionStatus.FAILED);
                    run.attempts.set(9, run.call(run.executions.get(9), 1, after(9, 3), null));
                    run.kill(after(9, 100));
                }))
                .isEmpty();
    }

    @Test
    void twoCallsOfOneExecutionAtOnce() {
        assertThat(offences(run -> run.takenOver(4, after(4, 400), after(4, 700))))
                .singleElement()
                .asString()
                .startsWith("100 ms of");
    }

    @Test
    void aCallOfAKilledNodeThatBeganAnewBeforeTheKill() {
        assertThat(offences(run -> {
                    run.takenOver(4, after(4, 200), after(4, 900));
                    run.attempts.set(4, run.call(run.executions.get(4), 1, after(4, 3), null));
                    run.attempts.subList(5, 10).clear();
                    run.executions.subList(5, 10).replaceAll(ChecksTest::failed);
                    run.kill(after(4, 300));
                }))
                .singleElement()
                .asString()
                .startsWith("100 ms of");
    }

    @Test
    void twoExecutionsOfAJobThatDoesNotAllowItAtOnce() {
        Consumer<Planted> late =
                run -> run.attempts.set(4, run.call(run.executions.get(4), 1, after(4, 3), after(5, 200)));

        assertThat(offences(late)).singleElement().asString().startsWith("197 ms of");
        assertThat(offences(OverlapPolicy.ALLOW, late)).isEmpty();
    }

    @Test
    void anOverlapWithAManualRunOfTheSameMomentIsCountedAndNoFault() {
        assertThat(offences(run -> overlapWithManual(run, fire(4)))).isEmpty();
        assertThat(offences(run -> overlapWithManual(run, fire(4).minusSeconds(3))))
                .singleElement()
                .asString()
                .startsWith("100 ms of");
    }

    /** The run by hand is called while the fourth fire's call runs, which was created at the first moment. */
    private static void overlapWithManual(Planted run, Instant createdAt) {
        var fire = run.of(fire(4)).toBuilder()
                .status(CronExecutionStatus.FAILED)
                .scheduledFor(fire(4))
                .build();
        var manual = run.manual(createdAt);
        run.executions.set(4, fire);
        run.executions.add(manual);
        run.attempts.set(4, run.call(fire, 1, after(4, 3), after(4, 500)));
        run.attempts.add(run.call(manual, 1, after(4, 400), after(4, 600)));
    }

    @Test
    void aFrozenCallIsNotRunning() {
        assertThat(offences(run -> {
                    run.takenOver(4, after(4, 300), after(4, 900));
                    run.freeze(after(4, 100), after(4, 950));
                    run.attempts.set(4, run.call(run.executions.get(4), 1, after(4, 3), after(4, 960)));
                }))
                .isEmpty();
    }

    @Test
    void aCallWithoutAProcessorIsNotRunningAndMayGoOnForAsLongAsOthersTookIt() {
        Consumer<Planted> paused = run -> {
            thawed(run, 400);
            run.pause(after(4, 80), after(4, 301));
        };

        assertThat(offences(paused)).isEmpty();
        assertThat(offences(paused.andThen(run -> run.pause(after(4, 180), after(4, 301)))))
                .hasSize(1);
    }

    @Test
    void aThawedCallMayGoOnForAMoment() {
        assertThat(offences(run -> thawed(run, 199))).isEmpty();
        assertThat(offences(run -> thawed(run, 200))).singleElement().asString().startsWith("200 ms of");
    }

    /** Frozen from 100 to 300 ms, taken over in between, and both go on. */
    private static void thawed(Planted run, long goesOnMillis) {
        run.takenOver(4, after(4, 200), after(4, 900));
        run.freeze(after(4, 100), after(4, 300));
        run.attempts.set(4, run.call(run.executions.get(4), 1, after(4, 3), after(4, 300 + goesOnMillis)));
    }

    @Test
    void anOlderClaimThatWroteOverANewerOne() {
        assertThat(offences(run -> {
                    run.writes.add(new Write(11, "key", claim(run.executions.get(4), 2), true));
                    run.writes.add(new Write(12, "key", claim(run.executions.get(4), 1), true));
                }))
                .singleElement()
                .asString()
                .contains("was accepted after one of");
    }

    @Test
    void anOlderExecutionThatWroteOverANewerOne() {
        assertThat(offences(run -> {
                    run.writes.add(new Write(11, "key", claim(run.executions.get(5), 1), true));
                    run.writes.add(new Write(12, "key", claim(run.executions.get(4), 1), true));
                }))
                .singleElement()
                .asString()
                .contains("was accepted after one of");
    }

    @Test
    void theNewestClaimWasRefused() {
        assertThat(offences(run -> {
                    run.writes.add(new Write(11, "key", claim(run.executions.get(4), 1), true));
                    run.writes.add(new Write(12, "key", claim(run.executions.get(4), 1), false));
                }))
                .singleElement()
                .asString()
                .contains("though none was newer");
    }

    @Test
    void anOlderClaimThatWasRefusedIsWhatTheGuardIsFor() {
        assertThat(offences(run -> {
                    run.writes.add(new Write(11, "key", claim(run.executions.get(4), 2), true));
                    run.writes.add(new Write(12, "key", claim(run.executions.get(4), 1), false));
                }))
                .isEmpty();
    }

    @Test
    void howLongItTookUntilAKilledCallRanAgain() {
        var run = new Planted(OverlapPolicy.SKIP);
        run.attempts.set(4, run.call(run.executions.get(4), 1, after(4, 3), null));
        run.takenOver(4, after(4, 600), after(4, 900));
        run.kill(after(4, 100));

        assertThat(run.findings().lines())
                .anyMatch(line -> line.matches("  run again after kill -9 +1, after 500 ms \\(median\\).*"));
    }

    @Test
    void onlyTheFirstOffencesAreShownAndTheOthersCounted() {
        var run = new Planted(OverlapPolicy.SKIP);
        run.executions.subList(1, 9).clear();

        assertThat(run.findings().lines())
                .anyMatch(line -> line.matches("  fires lost +8 +VIOLATED"))
                .contains("  ... and 3 more");
    }

    private static List<String> offences(Consumer<Planted> fault) {
        return offences(OverlapPolicy.SKIP, fault);
    }

    private static List<String> offences(OverlapPolicy overlap, Consumer<Planted> fault) {
        var run = new Planted(overlap);
        fault.accept(run);
        return run.findings().offences();
    }

    private static void replace(Planted run, int number, CronExecutionStatus status) {
        run.executions.set(
                number, run.executions.get(number).toBuilder().status(status).build());
    }

    private static CronExecution failed(CronExecution execution) {
        return execution.toBuilder().status(CronExecutionStatus.FAILED).build();
    }
}
