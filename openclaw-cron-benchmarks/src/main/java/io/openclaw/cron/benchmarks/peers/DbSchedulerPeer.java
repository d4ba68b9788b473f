package io.openclaw.cron.benchmarks.peers;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.PlainScheduleAndData;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTaskWithPersistentSchedule;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * db-scheduler. Polls every 100 ms, for it is as late as its polls are apart, and fetches up to four times as many as it has threads, as its
 * documentation has it for high throughput.
 */
final class DbSchedulerPeer implements Peer {
    private static final double REFILL_BELOW = 1.0;
    private static final double FETCH_UP_TO = 4.0;
    private static final int BATCH = 1_000;
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
              task_name text NOT NULL, task_instance text NOT NULL, task_data bytea, execution_time timestamptz,
              picked boolean NOT NULL, picked_by text, last_success timestamptz, last_failure timestamptz,
              consecutive_failures integer, last_heartbeat timestamptz, version bigint NOT NULL, priority smallint,
              state text, PRIMARY KEY (task_name, task_instance));
            CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat)
            """;

    private final DataSource database;
    private final Task<?> task;
    private final Scheduler scheduler;

    DbSchedulerPeer(DataSource database, int workers, Called called, boolean lockAndFetch, boolean recurring)
            throws SQLException {
        this.database = database;
        Sql.execute(database, TABLE);
        this.task = recurring ? recurring(called) : oneTime(called);
        var builder = Scheduler.create(database, task)
                .threads(workers)
                .pollingInterval(Duration.ofMillis(100))
                .alwaysPersistTimestampInUTC();
        this.scheduler = (lockAndFetch
                        ? builder.pollUsingLockAndFetch(REFILL_BELOW, FETCH_UP_TO)
                        : builder.pollUsingFetch(REFILL_BELOW, FETCH_UP_TO))
                .build();
    }

    private static Task<String> oneTime(Called called) {
        return Tasks.oneTime("noop", String.class)
                .execute((instance, context) ->
                        called.called(Work.numberIn(instance.getData()), context.getExecution().executionTime));
    }

    private static Task<PlainScheduleAndData> recurring(Called called) {
        return Tasks.recurringWithPersistentSchedule("noop", PlainScheduleAndData.class)
                .execute((instance, context) -> called.called(
                        Work.numberIn((String) instance.getData().getData()), context.getExecution().executionTime));
    }

    @Override
    public void create(List<Work> work) {
        for (int from = 0; from < work.size(); from += BATCH) {
            var batch = new ArrayList<SchedulableInstance<?>>();
            for (var one : work.subList(from, Math.min(from + BATCH, work.size()))) {
                batch.add(instance(one));
            }
            scheduler.scheduleBatch(batch);
        }
    }

    @Override
    public void createOne(Work work) {
        scheduler.scheduleIfNotExists(instance(work));
    }

    @SuppressWarnings("unchecked") // The task was made above, of the one type or the other.
    private SchedulableInstance<?> instance(Work one) {
        var id = String.valueOf(one.number());
        if (task instanceof RecurringTaskWithPersistentSchedule<?> recurring) {
            var schedule = new CronSchedule(one.cron(), ZoneOffset.UTC, CronStyle.SPRING53);
            return SchedulableInstance.of(
                    ((RecurringTaskWithPersistentSchedule<PlainScheduleAndData>) recurring)
                            .instance(id, new PlainScheduleAndData(schedule, one.parameters())),
                    one.due());
        }
        return SchedulableInstance.of(((Task<String>) task).instance(id, one.parameters()), one.due());
    }

    @Override
    public void start() {
        scheduler.start();
    }

    @Override
    public long left() throws SQLException {
        return Sql.number(database, "SELECT count(*) FROM scheduled_tasks WHERE picked OR execution_time <= now()");
    }

    @Override
    public void close() {
        scheduler.stop();
    }
}
