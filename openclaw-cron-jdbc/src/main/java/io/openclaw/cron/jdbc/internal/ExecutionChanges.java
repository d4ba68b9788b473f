package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What a transaction does to executions. It is written at its end, in few statements however many there are, together with
 * the statistics that follow from it, so that rows and statistics cannot come apart.
 */
final class ExecutionChanges {
    /** The order in which rows are locked and written. */
    private static final Comparator<CronExecution> ORDER =
            Comparator.comparing(CronExecution::organizationId).thenComparing(CronExecution::executionId);

    private final Map<UUID, CronExecution> inserted = new LinkedHashMap<>();
    private final Map<UUID, CronExecution> changed = new LinkedHashMap<>();
    /** The limits that waiting executions wait for, by the executions. */
    private final Map<UUID, String> blocked = new HashMap<>();

    private final List<CronExecution> ended = new ArrayList<>();
    private final List<CronExecution> revived = new ArrayList<>();

    void insert(CronExecution execution) {
        inserted.put(execution.executionId(), execution);
        if (execution.status().isFinal()) {
            ended.add(execution);
        }
    }

    void change(CronExecution before, CronExecution after) {
        var written = inserted.containsKey(after.executionId()) ? inserted : changed;
        written.put(after.executionId(), after);
        blocked.remove(after.executionId());
        if (!before.status().isFinal() && after.status().isFinal()) {
            ended.add(after);
        } else if (before.status().isFinal() && !after.status().isFinal()) {
            revived.add(before);
        }
    }

    /** Puts a waiting execution aside under the name of a limit. */
    void block(CronExecution waiting, String limit) {
        change(waiting, waiting);
        blocked.put(waiting.executionId(), limit);
    }

    /** An execution as it will be when all this is written. */
    CronExecution asChanged(CronExecution stored) {
        var latest = inserted.getOrDefault(stored.executionId(), changed.get(stored.executionId()));
        return latest == null ? stored : latest;
    }

    /** The ids of what is inserted. */
    Set<UUID> insertedIds() {
        return inserted.keySet();
    }

    /**
     * Writes it all.
     *
     * @param handle the transaction
     * @param statistics where outcomes are counted
     * @param now when what has ended counts as recorded
     */
    void write(Handle handle, Statistics statistics, Instant now) {
        var executions = handle.attach(ExecutionDao.class);
        if (!inserted.isEmpty()) {
            executions.insert(new ExecutionRows(sorted(inserted), blocked));
        }
        if (!changed.isEmpty()) {
            executions.update(new ExecutionRows(sorted(changed), blocked));
        }
        statistics.count(handle, ended, revived, now);
    }

    private static List<CronExecution> sorted(Map<UUID, CronExecution> executions) {
        return executions.values().stream().sorted(ORDER).toList();
    }
}
