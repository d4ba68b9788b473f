package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands for an outcome whose data the store does not take: the same end, with a note in place of result and texts. */
final class UnstorableOutcome {
    private static final String CODE = "unstorable";
    private static final String NOTE = "The store does not take what the skill gave";

    private UnstorableOutcome() {}

    static CronExecution replace(CronExecution execution, @Nullable String reason) {
        var note = NOTE + (reason == null ? "" : ": " + printable(reason));
        return execution.toBuilder()
                .result(execution.result() == null ? null : Map.of(CODE, note))
                .error(CronExecutionError.of(CODE, note))
                .progress(null)
                .build();
    }

    static boolean isReplacement(CronExecution execution) {
        var error = execution.error();
        // A skill may use the same code.
        return error != null && error.code().equals(CODE) && error.message().startsWith(NOTE);
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\p{Print}]", "?");
    }
}
