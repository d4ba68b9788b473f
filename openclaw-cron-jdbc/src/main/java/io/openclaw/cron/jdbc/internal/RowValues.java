package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes the values of a row, from the first column to the last. */
interface RowValues {
    void text(@Nullable String value);

    void id(UUID value);

    void integer(int value);

    void number(long value);

    void flag(boolean value);

    void instant(@Nullable Instant value);
}
