package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.CronExecution;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * All that is left of a run.
 *
 * @param jobs its jobs, and when they had to fire
 * @param executions what the library says has become of that
 * @param attempts what skills wrote down
 * @param writes what became of their guarded writes
 * @param lives what was done to the processes
 * @param promised manual runs that the library has confirmed
 */
public record Evidence(
        List<JobBook> jobs,
        List<CronExecution> executions,
        List<Attempt> attempts,
        List<Write> writes,
        List<Life> lives,
        Set<UUID> promised) {
    /** The same but for some calls. */
    Evidence withoutCalls(Predicate<Attempt> which) {
        return new Evidence(
                jobs, executions, attempts.stream().filter(which.negate()).toList(), writes, lives, promised);
    }

    Map<UUID, List<CronExecution>> executionsByJob() {
        return executions.stream().collect(Collectors.groupingBy(CronExecution::jobId));
    }

    Map<UUID, CronExecution> executionsById() {
        return executions.stream().collect(Collectors.toMap(CronExecution::executionId, Function.identity()));
    }

    Map<UUID, List<Attempt>> attemptsByExecution() {
        return attempts.stream().collect(Collectors.groupingBy(Attempt::executionId));
    }

    Map<String, Life> livesByName() {
        return lives.stream().collect(Collectors.toMap(Life::name, Function.identity()));
    }
}
