package io.openclaw.cron.error;

import io.openclaw.cron.CronFieldError;
import java.util.List;
import java.util.stream.Collectors;

/** A cron expression breaks the grammar, or its time zone does not exist. */
public final class InvalidCronExpressionException extends CronException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 80;

    private final transient List<CronFieldError> errors;

    /**
     * Creates the exception.
     *
     * @param expression the expression as given
     * @param errors what is wrong with it, in the order of the text, at least one
     */
    public InvalidCronExpressionException(String expression, List<CronFieldError> errors) {
        super(message(expression, errors));
        this.errors = List.copyOf(errors);
    }

    /** Everything that is wrong, in the order of the text, at least one; empty after deserialization. */
    public List<CronFieldError> errors() {
        return errors == null ? List.of() : errors;
    }

    /** The offset of the first error in the expression, counted from 0. */
    public int position() {
        return errors().isEmpty() ? 0 : errors().get(0).position();
    }

    /** The reason of the first error. */
    public String reason() {
        return errors().isEmpty() ? "" : errors().get(0).reason();
    }

    private static String message(String expression, List<CronFieldError> errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("at least one error is needed");
        }
        var shown = expression.length() <= SHOWN ? expression : expression.substring(0, SHOWN) + "…";
        return "Cron expression '" + printable(shown) + "' is not valid: "
                + errors.stream().map(CronFieldError::message).collect(Collectors.joining("; "));
    }

    /** A line break in an expression must not begin a line of its own in somebody's log. */
    private static String printable(String text) {
        return text.codePoints()
                .mapToObj(c -> Character.isISOControl(c) ? String.format("\\u%04X", c) : Character.toString(c))
                .collect(Collectors.joining());
    }
}
