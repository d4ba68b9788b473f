package io.openclaw.cron.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a skill returns.
 *
 * @param output what to keep: strings, numbers, booleans, nulls, lists and maps with text keys; over 256 KiB as JSON, or
 *     with other values, it is replaced by a note that says so
 */
public record SkillResult(Map<String, ? extends @Nullable Object> output) {
    private static final SkillResult EMPTY = new SkillResult(Map.of());

    /** Nothing to keep. */
    public static SkillResult empty() {
        return EMPTY;
    }

    /** These values. */
    public static SkillResult of(Map<String, ? extends @Nullable Object> output) {
        return new SkillResult(output);
    }
}
