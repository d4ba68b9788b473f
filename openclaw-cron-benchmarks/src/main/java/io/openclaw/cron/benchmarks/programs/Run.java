package io.openclaw.cron.benchmarks.programs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.benchmarks.peers.PeerKind;
import io.openclaw.cron.benchmarks.peers.Sql;
import java.util.List;
import java.util.TreeMap;

/** One run of one workload by one peer, in a process of its own. Prints what it measured, one line for each figure. */
public final class Run {
    /** What such a line begins with. */
    public static final String PREFIX = "figure ";

    private Run() {}

    /**
     * Runs it.
     *
     * @param args program, peer, the database's URL, the server's process, sizes
     */
    public static void main(String[] args) throws Exception {
        var size = Size.of(List.of(args).subList(4, args.length));
        var kind = PeerKind.of(args[1]);
        try (var measured = pool(args[2], size.workers());
                var embedded = kind.embedded() ? new EmbeddedDatabase(size.workers()) : null) {
            Sql.execute(measured, "CREATE EXTENSION IF NOT EXISTS pg_walinspect");
            var database = embedded == null ? measured : embedded.dataSource();
            var assignment = new Assignment(kind, size, database, measured, args[2], Long.parseLong(args[3]));
            var noise = Noise.measure();
            var figures = new TreeMap<>(Program.valueOf(args[0]).of(assignment).figures());
            figures.putAll(noise);
            figures.forEach((name, value) -> System.out.println(PREFIX + name + "=" + value));
        }
        // Whatever threads a peer leaves behind.
        System.exit(0);
    }

    static HikariDataSource pool(String url, int workers) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(Math.max(10, Math.min(20, workers)));
        return new HikariDataSource(pool);
    }
}
