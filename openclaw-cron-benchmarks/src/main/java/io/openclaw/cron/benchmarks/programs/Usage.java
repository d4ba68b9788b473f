package io.openclaw.cron.benchmarks.programs;

import java.util.Map;
import java.util.TreeMap;

/**
 * What has been used up until a moment, by a run and by everything else on the machine.
 *
 * @param nanos when
 * @param commits transactions of the database
 * @param rows inserted, updated and deleted
 * @param wal where the log is, in bytes
 * @param serverMicros CPU of the server's processes
 * @param jvmMicros CPU of the run's JVM, and of those that it has started
 * @param machineMicros CPU of the whole machine
 */
record Usage(long nanos, long commits, long rows, long wal, long serverMicros, long jvmMicros, long machineMicros) {
    /**
     * What was used up since an earlier moment, for each of some executions.
     *
     * @param images how many bytes of the log were full-page images
     */
    Map<String, Double> since(Usage before, long images, long executions) {
        var used = new TreeMap<String, Double>();
        used.put("commits", (double) (commits - before.commits) / executions);
        used.put("rows", (double) (rows - before.rows) / executions);
        used.put("walBytes", (double) (wal - before.wal - images) / executions);
        used.put("imageBytes", (double) images / executions);
        used.put("serverMicros", (double) (serverMicros - before.serverMicros) / executions);
        used.put("jvmMicros", (double) (jvmMicros - before.jvmMicros) / executions);
        used.put("othersPercent", othersPercent(before));
        return used;
    }

    /** How long the server, the run's JVM and others computed since an earlier moment, in per cent of one core. */
    Map<String, Double> percentOfCore(Usage before) {
        var percent = 1e-4 / seconds(before);
        return Map.of(
                "server", (serverMicros - before.serverMicros) * percent,
                "jvm", (jvmMicros - before.jvmMicros) * percent,
                "others", othersMicros(before) * percent);
    }

    double seconds(Usage before) {
        return (nanos - before.nanos) / 1e9;
    }

    /** How much of the machine everything else has used since then. */
    double othersPercent(Usage before) {
        return 100.0
                * othersMicros(before)
                / (seconds(before) * Runtime.getRuntime().availableProcessors() * 1e6);
    }

    private long othersMicros(Usage before) {
        return (machineMicros - before.machineMicros)
                - (serverMicros - before.serverMicros)
                - (jvmMicros - before.jvmMicros);
    }
}
