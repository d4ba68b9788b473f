package io.openclaw.cron.spi;

import java.util.Optional;
import java.util.Set;

/**
 * Runs skills: the one interface that a host implements.
 *
 * <p>Called on a worker thread, from many threads at once. It should heed interruption: the thread is interrupted when
 * the attempt's time is up, when it is cancelled, when the node shuts down, and when the node has lost its store.
 */
@FunctionalInterface
public interface SkillExecutor {

    /**
     * Runs one attempt of an execution.
     *
     * <p>An execution may be attempted again after a crash although this call had done its work: {@link
     * SkillContext#executionId} is the same then, and serves as the idempotency key.
     *
     * @param request what to run
     * @param context this attempt: its deadline, and where to report progress; good until this call ends
     * @return what to keep as the result
     * @throws SkillException to fail with a code of its own, and to say whether a retry makes sense
     * @throws Exception to fail; anything thrown, errors included, is recorded and retried by the job's policy
     */
    SkillResult execute(SkillRequest request, SkillContext context) throws Exception;

    /**
     * The names of the skills it knows. Creating a job with another is refused, and this node leaves jobs with others to
     * nodes that know them.
     *
     * @return the names as they are now; empty if it takes any name, which is the default
     */
    default Optional<Set<String>> skillNames() {
        return Optional.empty();
    }
}
