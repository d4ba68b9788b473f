package io.openclaw.cron.core.internal.claim;

import static io.openclaw.cron.core.internal.lifecycle.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.error.CronStoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final ClaimHarness harness = new ClaimHarness();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void choresAreDoneInOrderAtTheStartAndOncePerPeriod() {
        var housekeeping = start(() -> done.add("a"), () -> done.add("b"));
        assertThat(done).containsExactly("a", "b");
        harness.run.clock.advance(PERIOD.minusMillis(1));
        harness.quiet("housekeeping");
        assertThat(done).hasSize(2);
        harness.run.clock.advance(Duration.ofMillis(1));
        eventually().until(() -> done.size() == 4);
        assertThat(done).containsExactly("a", "b", "a", "b");
        housekeeping.stop();
    }

    @Test
    void aStoreThatIsAwayForOneChoreIsAskedByTheNext() {
        var housekeeping = start(
                () -> {
                    throw new CronStoreException("away", null);
                },
                () -> done.add("b"));
        assertThat(done).containsExactly("b");
        assertThat(harness.run.availability.problem()).isEqualTo("away");
        housekeeping.stop();
    }

    @Test
    void aChoreThatAlwaysFailsKeepsNoOtherFromBeingDone() {
        var housekeeping = start(
                () -> {
                    throw new IllegalStateException("a defect");
                },
                () -> done.add("b"));
        assertThat(done).containsExactly("b");
        assertThat(harness.run.availability.problem()).isNull();
        harness.run.clock.advance(PERIOD);
        eventually().until(() -> done.size() == 2);
        housekeeping.stop();
    }

    @Test
    void aRareChoreIsDoneAtOnceAndThenOnceInItsOwnPeriod() {
        var rare = Housekeeping.every(Duration.ofMinutes(1), harness.run.time, () -> done.add("rare"));
        Stream.of(0, 30, 29, 1, 59, 1, 120, 0).forEach(seconds -> {
            harness.run.clock.advance(Duration.ofSeconds(seconds));
            rare.tidy();
            done.add(String.valueOf(seconds));
        });
        assertThat(done).containsExactly("rare", "0", "30", "29", "rare", "1", "59", "rare", "1", "rare", "120", "0");
    }

    @Test
    void aRareChoreThatFailsIsNotTriedAgainBeforeItsTime() {
        var rare = Housekeeping.every(Duration.ofMinutes(1), harness.run.time, () -> {
            done.add("tried");
            throw new CronStoreException("away", null);
        });
        var housekeeping = start(rare);
        harness.run.clock.advance(PERIOD);
        harness.quiet("housekeeping");
        assertThat(done).hasSize(1);
        housekeeping.stop();
    }

    @Test
    void theStoreAnswersAgainWhenAChoreHasCalledIt() {
        var away = new CronStoreException("away", null);
        var answers = new ArrayDeque<Supplier<Boolean>>(List.of(
                () -> {
                    throw away;
                },
                () -> false,
                () -> true));
        var housekeeping = start(() -> {
            done.add("tried");
            return answers.remove().get();
        });
        assertThat(harness.run.availability.problem()).isEqualTo("away");
        pass(2);
        assertThat(harness.run.availability.problem())
                .as("nobody has called it")
                .isEqualTo("away");
        pass(3);
        assertThat(harness.run.availability.problem()).isNull();
        housekeeping.stop();
    }

    private void pass(int number) {
        harness.run.clock.advance(PERIOD);
        eventually().until(() -> done.size() == number);
        harness.quiet("housekeeping");
    }

    private Housekeeping start(Housekeeping.Chore... chores) {
        var housekeeping =
                new Housekeeping(List.of(chores), harness.run.availability, harness.config, harness.run.time);
        housekeeping.start();
        eventually().until(() -> !done.isEmpty());
        harness.quiet("housekeeping");
        return housekeeping;
    }
}
