package io.openclaw.cron.jdbc.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What this process and the server's processes have used of the processors. */
final class CpuTime {
    private static final double TICKS_A_SECOND = 100;
    private static final int PARENT = 1;
    private static final int USER_TIME = 11;
    /** User and system time, of a process itself. */
    private static final int OWN = 2;
    /** The same together with the children that it has outlived. */
    private static final int WITH_CHILDREN = 4;

    private final long server;

    /** Of the server that a session, by its process id, is one of. */
    CpuTime(long session) throws IOException {
        server = Long.parseLong(stat(session)[PARENT]);
    }

    /** In seconds. */
    double now() throws IOException {
        var ticks = ticks(stat(server), WITH_CHILDREN)
                + ticks(stat(ProcessHandle.current().pid()), OWN);
        for (var session : ProcessHandle.of(server).orElseThrow().children().toList()) {
            try {
                ticks += ticks(stat(session.pid()), OWN);
            } catch (IOException gone) {
                // Counted with its parent from now on.
            }
        }
        return ticks / TICKS_A_SECOND;
    }

    private static long ticks(String[] stat, int fields) {
        return Arrays.stream(stat, USER_TIME, USER_TIME + fields)
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** What follows the name, which may hold blanks. */
    private static String[] stat(long process) throws IOException {
        var line = Files.readString(Path.of("/proc", String.valueOf(process), "stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    }
}
