package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronLimits;
import io.openclaw.cron.core.internal.json.JsonValues;
import io.openclaw.cron.core.internal.json.NotJsonException;
import io.openclaw.cron.spi.SkillResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a skill returned, as it is kept: a copy, since the skill may go on changing its own, or, if it is too large or no JSON,
 * a note that says so with the beginning of it. The skill did its work; its execution completes all the same.
 */
final class SkillOutput {
    private static final int LONGEST_PREVIEW = 16_384;
    /** JSON text within JSON text: two characters for a quote, up to three bytes for a character. */
    private static final int BYTES_PER_PREVIEWED_CHARACTER = 8;

    private final CronLimits limits;

    SkillOutput(CronLimits limits) {
        this.limits = limits;
    }

    /** What to keep; null if the skill returned nothing. */
    @Nullable
    Map<String, Object> of(@Nullable SkillResult result) {
        // Plain Java skills may return null, or a result of null, in spite of the annotations.
        Map<String, ?> output = result == null ? null : result.output();
        try {
            return output == null || output.isEmpty()
                    ? null
                    : JsonValues.copyOf("result", output, limits.resultBytes());
        } catch (NotJsonException refused) {
            return note(String.valueOf(refused.getMessage()), output);
        } catch (Throwable hostile) {
            return note("result cannot be read: it threw " + hostile.getClass().getName(), null);
        }
    }

    private Map<String, Object> note(String why, @Nullable Map<String, ?> output) {
        var note = new LinkedHashMap<String, Object>();
        note.put("truncated", true);
        note.put("reason", why);
        if (output != null) {
            note.put("preview", preview(output));
        }
        return note;
    }

    private String preview(Map<String, ?> output) {
        try {
            var length = Math.min(LONGEST_PREVIEW, limits.resultBytes() / BYTES_PER_PREVIEWED_CHARACTER);
            return KeptText.of(JsonValues.previewOf(output, length));
        } catch (Throwable hostile) {
            return "cannot be read: it threw " + hostile.getClass().getName();
        }
    }
}
