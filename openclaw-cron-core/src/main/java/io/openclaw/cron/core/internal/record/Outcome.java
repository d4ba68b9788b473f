package io.openclaw.cron.core.internal.record;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronJob;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.JobExecution;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of an execution so far, on its way to the store.
 *
 * <p>The state that it leaves may be made when it is asked for first, which is when the recorder writes it: so that is not done between
 * an instant and the starts, and for a start that is overtaken by its end not at all. Handed from thread to thread under the
 * lock of {@link OutcomeQueue}; not thread-safe by itself.
 */
public final class Outcome {
    private final Kind kind;
    private final NodeId node;
    private final JobExecution before;
    /** Null once it has been made. */
    private @Nullable Supplier<CronExecution> recipe;
    /** Null until it has been made. */
    private @Nullable CronExecution execution;

    /** What happened to an execution. */
    public enum Kind {
        /** Its skill was called. */
        STARTED,
        /** Its skill reported progress. */
        PROGRESS,
        /** An attempt failed, and another follows. */
        RETRY,
        /** It was interrupted by no fault of its own, and goes back to be run again. */
        RETURNED,
        /** It has ended. */
        FINAL
    }

    /**
     * An outcome whose state is made later.
     *
     * @param kind what happened
     * @param node the node that owned the execution when it happened
     * @param before the execution, with its job, before that
     * @param recipe makes the execution as it shall be stored, always the same
     */
    public Outcome(Kind kind, NodeId node, JobExecution before, Supplier<CronExecution> recipe) {
        this.kind = kind;
        this.node = node;
        this.before = before;
        this.recipe = recipe;
    }

    /**
     * An outcome whose state is known.
     *
     * @param kind what happened
     * @param node the node that owned the execution when it happened
     * @param execution the execution as it shall be stored
     * @param job its job
     */
    public Outcome(Kind kind, NodeId node, CronExecution execution, CronJob job) {
        this.kind = kind;
        this.node = node;
        this.before = new JobExecution(execution, job);
        this.execution = execution;
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }

    /** The node that owned the execution when it happened. */
    public NodeId node() {
        return node;
    }

    /** The execution. */
    public UUID executionId() {
        return before.execution().executionId();
    }

    /** By which claim it was owned. */
    public long fence() {
        return before.execution().fence();
    }

    /** Its job. */
    public CronJob job() {
        return before.job();
    }

    /** The execution as it shall be stored. */
    public CronExecution execution() {
        if (recipe != null) {
            execution = recipe.get();
            recipe = null;
        }
        return Objects.requireNonNull(execution, "either it or its recipe is there");
    }

    Outcome with(CronExecution changed) {
        return new Outcome(kind, node, changed, job());
    }
}
