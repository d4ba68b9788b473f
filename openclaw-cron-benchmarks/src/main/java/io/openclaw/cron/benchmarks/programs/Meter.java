package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Sql;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;

/** Reads what the database, the server's processes, this JVM with those that it has started, and the whole machine have used. */
final class Meter {
    /** What /proc counts in. */
    private static final long TICK_MICROS = 10_000;

    private static final int UTIME = 11;
    private static final int CHILDREN = 2;
    private static final int PARENT = 1;

    private final DataSource database;
    private final long server;

    Meter(DataSource database, long server) {
        this.database = database;
        this.server = server;
    }

    Usage now() throws SQLException, IOException {
        // Sessions report what they did at most once a second, and at once when they are asked.
        Sql.execute(database, "SELECT pg_stat_force_next_flush()");
        var figures = "FROM pg_stat_database WHERE datname = current_database()";
        return new Usage(
                System.nanoTime(),
                Sql.number(database, "SELECT xact_commit " + figures),
                Sql.number(database, "SELECT tup_inserted + tup_updated + tup_deleted " + figures),
                Sql.number(database, "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn"),
                cpuOfServer(),
                cpuOfJvms(),
                cpuOfMachine());
    }

    /** What was used between two moments, for each of some executions. */
    Map<String, Double> between(Usage before, Usage after, long executions) throws SQLException {
        return after.since(before, fullPageImages(before.wal(), after.wal()), executions);
    }

    private long fullPageImages(long from, long until) throws SQLException {
        // Between equal places there is no record, which is an error. A peer in memory leaves the log as it is.
        return from == until
                ? 0
                : Sql.number(
                        database,
                        "SELECT coalesce(sum(fpi_size), 0)::bigint FROM pg_get_wal_stats('0/0'::pg_lsn + " + from
                                + "::numeric, '0/0'::pg_lsn + " + until + "::numeric)");
    }

    private static long cpuOfJvms() throws IOException {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / 1_000
                + ticksOfChildren(ProcessHandle.current().pid()) * TICK_MICROS;
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
    private long cpuOfServer() throws IOException {
        return (ticks(stat(server), 2 * CHILDREN) + ticksOfChildren(server)) * TICK_MICROS;
    }

    private static long ticksOfChildren(long parent) throws IOException {
        long ticks = 0;
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    var stat = stat(Long.parseLong(process.getFileName().toString()));
                    if (Long.parseLong(stat[PARENT]) == parent) {
                        ticks += ticks(stat, CHILDREN);
                    }
                } catch (IOException gone) {
                    // A session that has ended meanwhile counts with its parent.
                }
            }
        }
        return ticks;
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
}
