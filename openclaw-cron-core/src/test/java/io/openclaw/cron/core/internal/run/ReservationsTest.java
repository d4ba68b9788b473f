package io.openclaw.cron.core.internal.run;

import static io.openclaw.cron.core.internal.lifecycle.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.core.internal.lifecycle.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReservationsTest {
    private final RunHarness harness = new RunHarness();
    private final Reservations reservations = new Reservations();

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void whatIsDueIsTakenByInstantsAndAtOneInstantAsItCame() {
        var later = add(NOON.plusSeconds(2));
        var second = add(NOON.plusSeconds(1));
        var third = add(NOON.plusSeconds(1));
        var first = add(NOON);
        assertThat(reservations.takeDue(NOON.plusSeconds(1))).containsExactly(first, second, third);
        assertThat(reservations.stream()).containsExactly(later);
        assertThat(reservations.size()).isEqualTo(1);
    }

    @Test
    void nothingIsDueAMomentBeforeItsInstant() {
        add(NOON);
        assertThat(reservations.takeDue(NOON.minusNanos(1_000))).isEmpty();
        assertThat(reservations.takeDue(NOON)).hasSize(1);
    }

    @Test
    void theFirstInstantIsThatOfWhatIsLeft() {
        assertThat(reservations.first()).isNull();
        var first = add(NOON);
        var alsoFirst = add(NOON);
        add(NOON.plusSeconds(1));
        assertThat(reservations.first()).isEqualTo(NOON);
        assertThat(reservations.remove(first)).isTrue();
        assertThat(reservations.first()).isEqualTo(NOON);
        assertThat(reservations.remove(alsoFirst)).isTrue();
        assertThat(reservations.first()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void whatIsNotThereCannotBeRemoved() {
        var removed = add(NOON);
        reservations.remove(removed);
        assertThat(reservations.remove(removed)).isFalse();
        add(NOON);
        assertThat(reservations.remove(removed)).isFalse();
        assertThat(reservations.size()).isEqualTo(1);
    }

    @Test
    void whatIsAddedTwiceIsThereOnce() {
        var held = add(NOON);
        reservations.add(held);
        assertThat(reservations.size()).isEqualTo(1);
        assertThat(reservations.takeDue(NOON)).isEqualTo(List.of(held));
        assertThat(reservations.size()).isZero();
    }

    private Held add(Instant at) {
        var work = Samples.work();
        var held = new Held(
                harness.environment(),
                Samples.with(work, work.execution().toBuilder().availableAt(at)),
                false,
                Held.State.RESERVED);
        reservations.add(held);
        return held;
    }
}
