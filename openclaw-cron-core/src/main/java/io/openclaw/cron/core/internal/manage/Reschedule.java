package io.openclaw.cron.core.internal.manage;

import io.openclaw.cron.OverlapPolicy;
import io.openclaw.cron.core.internal.schedule.FireTimes;
import io.openclaw.cron.spi.Rescheduler;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the changes of a job do to its fires. */
sealed interface Reschedule extends Rescheduler {

    /** It fires no more. */
    record Stop() implements Reschedule {
        @Override
        public Decision decide(@Nullable Instant nextRun, List<Instant> reserved) {
            return new Decision(Set.of(), null);
        }
    }

    /** It fires no more until it is resumed; the first fire that it misses is written down. */
    record Pause() implements Reschedule {
        @Override
        public Decision decide(@Nullable Instant nextRun, List<Instant> reserved) {
            return new Decision(Set.of(), earliest(nextRun, reserved));
        }

        private static @Nullable Instant earliest(@Nullable Instant nextRun, List<Instant> reserved) {
            if (reserved.isEmpty()) {
                return nextRun;
            }
            var first = reserved.get(0);
            return nextRun == null || first.isBefore(nextRun) ? first : nextRun;
        }
    }

    /** It fires from now on, whatever was before. */
    record StartAnew(FireTimes fires, Instant now) implements Reschedule {
        @Override
        public Decision decide(@Nullable Instant nextRun, List<Instant> reserved) {
            return new Decision(Set.of(), fires.next(now).orElse(null));
        }
    }

    /** It fires again from the first fire that it missed. */
    record GoOn(FireTimes fires, Instant now) implements Reschedule {
        @Override
        public Decision decide(@Nullable Instant nextRun, List<Instant> reserved) {
            return nextRun == null ? new StartAnew(fires, now).decide(null, reserved) : new Decision(Set.of(), nextRun);
        }
    }

    /**
     * It gets another schedule. Fires that both schedules have and that are reserved stay so: a node may be about to start
     * them, and a second reservation for the same fire could then start it a second time.
     *
     * <p>A job that may overlap keeps all of these. Any other keeps only those before the first fire that is not reserved
     * yet: a later one would count as live and make that fire look like an overlap.
     */
    record Move(FireTimes fires, Instant now, OverlapPolicy overlap) implements Reschedule {
        @Override
        public Decision decide(@Nullable Instant nextRun, List<Instant> reserved) {
            var next = firstBeyond(Set.copyOf(reserved));
            var keep = reserved.stream()
                    .filter(this::firesAt)
                    .filter(fireAt -> overlap == OverlapPolicy.ALLOW || next.isEmpty() || fireAt.isBefore(next.get()))
                    .collect(Collectors.toSet());
            return new Decision(keep, next.orElse(null));
        }

        private boolean firesAt(Instant instant) {
            return fires.next(instant.minusNanos(1)).equals(Optional.of(instant));
        }

        private Optional<Instant> firstBeyond(Set<Instant> reserved) {
            var fire = fires.next(now);
            while (fire.isPresent() && reserved.contains(fire.get())) {
                fire = fires.next(fire.get());
            }
            return fire;
        }
    }
}
