package io.openclaw.cron.benchmarks.harness;

import io.openclaw.cron.benchmarks.peers.Sql;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What has been used up until now, by a run and by everything else on the machine.
 *
 * @param nanos when
 * @param commits transactions of the database
 * @param rows inserted, updated and deleted
 * @param wal where the log is, in bytes
 * @param serverMicros CPU of the server's processes
 * @param jvmMicros CPU of this JVM
 * @param machineMicros CPU of the whole machine
 */
record Usage(long nanos, long commits, long rows, long wal, long serverMicros, long jvmMicros, long machineMicros) {
    /** What /proc counts in. */
    private static final long TICK_MICROS = 10_000;

    private static final int UTIME = 11;
    private static final int CHILDREN = 2;
    private static final int PARENT = 1;

    static Usage now(DataSource database, long server) throws SQLException, IOException {
        // Sessions report what they did at most once a second, and at once when they are asked.
        Sql.execute(database, "SELECT pg_stat_force_next_flush()");
        var figures = "FROM pg_stat_database WHERE datname = current_database()";
        return new Usage(
                System.nanoTime(),
                Sql.number(database, "SELECT xact_commit " + figures),
                Sql.number(database, "SELECT tup_inserted + tup_updated + tup_deleted " + figures),
                Sql.number(database, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"),
                cpuOfServer(server),
                cpuOfJvm(),
                cpuOfMachine());
    }

    private static long cpuOfJvm() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / 1_000;
    }

    private static long cpuOfMachine() throws IOException {
        var total = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split(" +", -1);
        // Neither the time that was idle (4) nor that which was waited for disks (5).
        long ticks = 0;
        for (int i = 1; i <= 8; i++) {
            ticks += i == 4 || i == 5 ? 0 : Long.parseLong(total[i]);
        }
        return ticks * TICK_MICROS;
    }

    /** Of the server's main process, the children that it has outlived, and those that there are. */
    private static long cpuOfServer(long server) throws IOException {
        var ticks = ticks(stat(server), 2 * CHILDREN);
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    var stat = stat(Long.parseLong(process.getFileName().toString()));
                    if (Long.parseLong(stat[PARENT]) == server) {
                        ticks += ticks(stat, CHILDREN);
                    }
                } catch (IOException gone) {
                    // A session that has ended meanwhile counts with its parent.
                }
            }
        }
        return ticks * TICK_MICROS;
    }

    private static long ticks(String[] stat, int fields) {
        return Arrays.stream(stat, UTIME, UTIME + fields)
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** What follows the name, which may hold blanks. */
    private static String[] stat(long process) throws IOException {
        var line = Files.readString(Path.of("/proc", String.valueOf(process), "stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    }

    /** What was used up since an earlier moment, for each of some executions. */
    Map<String, Double> since(Usage before, DataSource database, long executions) throws SQLException {
        var seconds = (nanos - before.nanos) / 1e9;
        var cores = Runtime.getRuntime().availableProcessors();
        var others = (machineMicros - before.machineMicros)
                - (serverMicros - before.serverMicros)
                - (jvmMicros - before.jvmMicros);
        var images = fullPageImages(database, before.wal, wal);
        var used = new TreeMap<String, Double>();
        used.put("commits", (double) (commits - before.commits) / executions);
        used.put("rows", (double) (rows - before.rows) / executions);
        used.put("walBytes", (double) (wal - before.wal - images) / executions);
        used.put("imageBytes", (double) images / executions);
        used.put("serverMicros", (double) (serverMicros - before.serverMicros) / executions);
        used.put("jvmMicros", (double) (jvmMicros - before.jvmMicros) / executions);
        used.put("othersPercent", 100.0 * others / (seconds * cores * 1e6));
        return used;
    }

    private static long fullPageImages(DataSource database, long from, long until) throws SQLException {
        return Sql.number(
                database,
                "SELECT coalesce(sum(fpi_size), 0)::bigint FROM pg_get_wal_stats('0/0'::pg_lsn + " + from
                        + "::numeric, '0/0'::pg_lsn + " + until + "::numeric)");
    }
}
