package io.openclaw.cron.examples.skills;

import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import java.util.Optional;

/** Reads a job's parameters. What is wrong with them stays wrong, so no retry is worth it. */
public final class SkillParameters {
    /** The code of the failure of a job whose parameters cannot be used. */
    public static final String BAD_PARAMETER = "bad_parameter";

    private final SkillRequest request;

    private SkillParameters(SkillRequest request) {
        this.request = request;
    }

    /** The parameters of a request. */
    public static SkillParameters of(SkillRequest request) {
        return new SkillParameters(request);
    }

    /** A text that must be there. */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> bad(name, "is missing; a text is required"));
    }

    /** A text; empty if it is absent. */
    public Optional<String> text(String name) {
        var value = request.parameters().get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text && !text.isBlank()) {
            return Optional.of(text);
        }
        throw bad(name, "is not a text, or is blank");
    }

    /** A whole number, or its default if it is absent. */
    public int number(String name, int byDefault, int least, int most) {
        var value = request.parameters().get(name);
        if (value == null) {
            return byDefault;
        }
        if (value instanceof Number number && number.doubleValue() == number.intValue()) {
            var whole = number.intValue();
            if (whole >= least && whole <= most) {
                return whole;
            }
        }
        throw bad(name, "is " + value + "; allowed are whole numbers from " + least + " to " + most);
    }

    private static SkillException bad(String name, String reason) {
        return SkillException.permanent(BAD_PARAMETER, "Parameter '" + name + "' " + reason);
    }
}
