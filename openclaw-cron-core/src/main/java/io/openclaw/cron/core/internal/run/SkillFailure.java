package io.openclaw.cron.core.internal.run;

import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronLimits;
import io.openclaw.cron.spi.SkillException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a skill threw, as it is kept: its code, message and stack trace, cut to the limits. */
final class SkillFailure {
    private static final int CODE_LENGTH = 255;
    private static final String CUT = " … (cut)";

    private final Throwable thrown;
    private final CronLimits limits;

    SkillFailure(Throwable thrown, CronLimits limits) {
        this.thrown = thrown;
        this.limits = limits;
    }

    boolean retryable() {
        try {
            return !(thrown instanceof SkillException failure) || failure.retryable();
        } catch (Throwable hostile) {
            return true;
        }
    }

    CronExecutionError error() {
        return new CronExecutionError(code(), cut(message()), cut(stack()));
    }

    private String code() {
        String code = ownCode();
        var given = code == null || code.isBlank() ? thrown.getClass().getName() : code;
        return KeptText.of(given, CODE_LENGTH);
    }

    private @Nullable String ownCode() {
        try {
            return thrown instanceof SkillException failure ? failure.code() : null;
        } catch (Throwable hostile) {
            return null;
        }
    }

    private String message() {
        @Nullable String message;
        try {
            message = thrown.getMessage();
        } catch (Throwable hostile) {
            message = "its getMessage() threw " + hostile.getClass().getName();
        }
        return message == null || message.isBlank() ? thrown.getClass().getName() : message;
    }

    private String stack() {
        var text = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(text));
        } catch (Throwable hostile) {
            return "its stack trace could not be printed: " + hostile.getClass().getName();
        }
        return text.toString();
    }

    /** Cuts a text to the limit in UTF-8 bytes, at a whole character, and says so. */
    private String cut(String given) {
        var text = KeptText.of(given);
        var max = limits.errorBytes();
        // Four bytes are the most that a character takes, so that short texts need not be encoded.
        if (text.length() <= max / 4 || text.getBytes(StandardCharsets.UTF_8).length <= max) {
            return text;
        }
        var left = max - CUT.getBytes(StandardCharsets.UTF_8).length;
        var end = 0;
        while (end < text.length()) {
            var character = text.codePointAt(end);
            left -= character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (left < 0) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end) + CUT;
    }
}
