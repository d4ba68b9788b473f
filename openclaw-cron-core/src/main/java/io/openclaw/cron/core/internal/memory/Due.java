package io.openclaw.cron.core.internal.memory;

import io.openclaw.cron.spi.rules.TimeOrderedId;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;

/** Something that is due at an instant: a job by its next fire, or a waiting execution. */
interface Due {
    /** The earliest first, ties by id. */
    Comparator<Due> ORDER = (one, other) -> {
        var time = one.dueAt().compareTo(other.dueAt());
        return time != 0 ? time : TimeOrderedId.ORDER.compare(one.dueId(), other.dueId());
    };

    /** When it is due. */
    Instant dueAt();

    /** Its id. */
    UUID dueId();

    /** The name of the skill that it runs. */
    String skillName();

    /** Whose it is. */
    String organizationId();

    /** Its place in the order, which stays when it moves on itself. */
    default Due mark() {
        return new Mark(dueAt(), dueId());
    }

    /** The place after everything that is due at an instant or before. */
    static Due endOf(Instant instant) {
        return new Mark(instant, TimeOrderedId.LAST);
    }

    /** A place in the order. */
    record Mark(Instant dueAt, UUID dueId) implements Due {
        @Override
        public String skillName() {
            return "";
        }

        @Override
        public String organizationId() {
            return "";
        }
    }
}
