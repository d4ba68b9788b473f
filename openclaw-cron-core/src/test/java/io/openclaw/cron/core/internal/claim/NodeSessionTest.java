package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.ManualClock;
import io.openclaw.cron.core.internal.lifecycle.ManualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NodeSessionTest {
    private static final Duration SELF_FENCE_AFTER = Duration.ofSeconds(6);
    private static final Duration DEAD_AFTER = Duration.ofSeconds(8);
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration INSTANT = Duration.ofNanos(1_000);

    private final ManualClock clock = ManualClock.at(NOON);
    private final NodeSession session = session(true);

    @Test
    void aNodeThatHasNotRegisteredMustNotRunAnything() {
        assertThat(session.fenced()).isTrue();
        assertThat(session.lastBeat()).isNull();
        assertThat(session.mayJudgeOthers()).isFalse();
    }

    @Test
    void aBeatLetsItRunUntilTheFence() {
        beat();
        clock.advance(SELF_FENCE_AFTER.minus(INSTANT));
        assertThat(session.fenced()).isFalse();
        assertThat(session.untilFenced()).isEqualTo(INSTANT);
        clock.advance(INSTANT);
        assertThat(session.fenced()).isTrue();
        assertThat(session.untilFenced()).isZero();
        clock.advance(Duration.ofDays(1));
        assertThat(session.fenced()).isTrue();
        assertThat(session.untilFenced()).isZero();
    }

    @Test
    void theNextBeatLiftsTheFence() {
        beat();
        clock.advance(Duration.ofDays(1));
        beat();
        assertThat(session.fenced()).isFalse();
        assertThat(session.untilFenced()).isEqualTo(SELF_FENCE_AFTER);
        assertThat(session.lastBeat()).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void aBeatCountsFromWhenItWasSent() {
        var sent = session.moment();
        clock.advance(Duration.ofSeconds(4));
        session.beat(sent, false);
        assertThat(session.lastBeat()).isEqualTo(NOON);
        clock.advance(Duration.ofSeconds(2));
        assertThat(session.fenced()).isTrue();
    }

    @Test
    void wallTimeThatHasPassedCountsEvenIfElapsedTimeStoodStill() {
        // As while a machine is suspended.
        beat();
        clock.set(NOON.plus(SELF_FENCE_AFTER));
        assertThat(session.fenced()).isTrue();
    }

    @Test
    void elapsedTimeCountsEvenIfTheWallClockWasSetBack() {
        beat();
        clock.set(NOON.minus(Duration.ofDays(1)));
        clock.advance(SELF_FENCE_AFTER.minus(INSTANT));
        assertThat(session.fenced()).isFalse();
        clock.advance(INSTANT);
        assertThat(session.fenced()).isTrue();
    }

    @Test
    void onAStoreThatNobodyElseReachesItIsNeverFenced() {
        var alone = session(false);
        assertThat(alone.fenced()).isFalse();
        alone.beat(alone.moment(), false);
        clock.advance(Duration.ofDays(1_000));
        assertThat(alone.fenced()).isFalse();
        assertThat(alone.untilFenced()).isEqualTo(SELF_FENCE_AFTER);
    }

    @Test
    void itMayJudgeOthersOnlyWhenItsOwnBeatsHaveSucceededForLongEnough() {
        beat();
        for (var i = 0; i < 3; i++) {
            clock.advance(BEAT);
            beat();
            assertThat(session.mayJudgeOthers()).isFalse();
        }
        clock.advance(BEAT.minus(INSTANT));
        assertThat(session.mayJudgeOthers()).isFalse();
        clock.advance(INSTANT);
        assertThat(session.mayJudgeOthers()).isTrue();
    }

    @Test
    void aGapInItsBeatsMakesItWaitAnew() {
        judge();
        clock.advance(SELF_FENCE_AFTER);
        assertThat(session.mayJudgeOthers()).isFalse();
        beat();
        assertThat(session.mayJudgeOthers()).isFalse();
        for (var i = 0; i < 4; i++) {
            assertThat(session.mayJudgeOthers()).isFalse();
            clock.advance(BEAT);
            beat();
        }
        assertThat(session.mayJudgeOthers()).isTrue();
    }

    @Test
    void aGapThatOnlyTheWallClockSawMakesItWaitAnewToo() {
        judge();
        clock.set(clock.instant().plus(SELF_FENCE_AFTER));
        assertThat(session.mayJudgeOthers()).isFalse();
        beat();
        assertThat(session.mayJudgeOthers()).isFalse();
    }

    @Test
    void aLostBeatIsNoGapYet() {
        judge();
        beat();
        clock.advance(SELF_FENCE_AFTER.minus(INSTANT));
        beat();
        assertThat(session.mayJudgeOthers()).isTrue();
    }

    @Test
    void aNodeThatWasDeclaredDeadComesBackUnderItsNameAsAnotherThatHasNotRegistered() {
        judge();
        var before = session.node();
        var after = session.renew();
        assertThat(after).isEqualTo(session.node()).isNotEqualTo(before);
        assertThat(after.name()).isEqualTo(before.name()).isEqualTo("mynode");
        assertThat(session.fenced()).isTrue();
        assertThat(session.lastBeat()).isNull();
        assertThat(session.othersAlive()).isFalse();
        beat();
        assertThat(session.fenced()).isFalse();
        assertThat(session.mayJudgeOthers()).isFalse();
    }

    @Test
    void itKnowsFromItsLastBeatWhetherItIsAlone() {
        assertThat(session.othersAlive()).isFalse();
        session.beat(session.moment(), true);
        assertThat(session.othersAlive()).isTrue();
        session.beat(session.moment(), false);
        assertThat(session.othersAlive()).isFalse();
    }

    @Test
    void itRemembersBeforeWhenFiresAreSkipped() {
        assertThat(session.skipBefore()).isNull();
        session.skipBefore(NOON);
        session.renew();
        assertThat(session.skipBefore()).isEqualTo(NOON);
        assertThat(session.deadAfter()).isEqualTo(DEAD_AFTER);
    }

    private NodeSession session(boolean shared) {
        return new NodeSession("mynode", new ManualTime(clock), SELF_FENCE_AFTER, DEAD_AFTER, shared);
    }

    /** Has it beaten for so long that it may judge others. */
    private void judge() {
        for (var i = 0; i < 5; i++) {
            beat();
            clock.advance(BEAT);
        }
        assertThat(session.mayJudgeOthers()).isTrue();
    }

    private void beat() {
        session.beat(session.moment(), true);
    }
}
