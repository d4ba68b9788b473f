package io.openclaw.cron.examples.cluster.node;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.openclaw.cron.core.OpenClawCron;
import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.error.CronException;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.examples.commandline.CommandLine;
import io.openclaw.cron.examples.commandline.UsageException;
import io.openclaw.cron.jdbc.JdbcCronStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A process that runs jobs, until its input says {@code stop} or ends. Tells on its output when it is {@link #READY} and how many
 * of its outcomes were {@link #REFUSED}.
 */
public final class ClusterNode {
    /** What it says when it runs jobs. */
    public static final String READY = "ready";
    /** What it says before a number. */
    public static final String REFUSED = "refused ";
    /** What it is told when it shall end. */
    public static final String STOP = "stop";

    private static final int CONNECTIONS = 10;
    private static final int CONNECTION_TIMEOUT_MILLIS = 1_000;
    private static final long LOOK_MILLIS = 200;

    private final CommandLine options;
    private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
    private volatile boolean stopHeard;
    private long refused;

    private ClusterNode(CommandLine options) {
        this.options = options;
    }

    /**
     * Runs until it is told to stop.
     *
     * @param args {@code --store URL --diary URL --notes FILE --name NAME --life NAME --skew MILLIS --settings NAME}
     */
    public static void main(String[] args) throws Exception {
        var options = CommandLine.parse(
                args, Set.of("--store", "--diary", "--notes", "--name", "--life", "--skew", "--settings"), Set.of());
        new ClusterNode(options).run();
    }

    private void run() throws IOException, InterruptedException {
        var listener = new Thread(this::listen, "orders");
        listener.setDaemon(true);
        listener.start();
        try (var pool = pool(required("--store"), true);
                var notes = new Notes(Path.of(required("--notes")));
                var diary = new Diary(pool(required("--diary"), false), notes, required("--life"))) {
            var cron = retried(() -> started(pool, diary));
            if (cron.isPresent()) {
                work(cron.get(), notes);
            }
        }
    }

    private OpenClawCron started(DataSource pool, Diary diary) {
        var settings = NodeSettings.valueOf(required("--settings"));
        var skew = Duration.ofMillis(options.number("--skew", 0, -60_000, 60_000));
        var cron = OpenClawCron.builder()
                .skillExecutor(new SkillRegistry().register(DiarySkill.NAME, new DiarySkill(diary)))
                .store(new JdbcCronStore(pool))
                .config(settings.config(required("--name")))
                .clock(Clock.offset(Clock.systemUTC(), skew))
                .build();
        try {
            cron.start();
            return cron;
        } catch (RuntimeException failure) {
            cron.close();
            throw failure;
        }
    }

    private String required(String option) {
        return options.text(option).orElseThrow(() -> new UsageException("Option " + option + " is missing"));
    }

    private static HikariDataSource pool(String url, boolean autoCommit) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setValidationTimeout(CONNECTION_TIMEOUT_MILLIS / 2);
        config.setAutoCommit(autoCommit);
        // The database may be away when a node is started; it is waited for.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** The database may be away, and an earlier life of the same name may count as alive for a while yet. */
    private Optional<OpenClawCron> retried(Supplier<OpenClawCron> start) throws InterruptedException {
        while (!stopOrdered()) {
            try {
                return Optional.of(start.get());
            } catch (CronStoreException notYet) {
                System.err.println("Not started yet: " + notYet.getMessage());
            }
        }
        return Optional.empty();
    }

    private void work(OpenClawCron cron, Notes notes) throws InterruptedException {
        var pulse = new Pulse(notes);
        say(READY);
        while (!stopOrdered()) {
            tellRefused(cron);
        }
        tellRefused(cron);
        cron.close();
        pulse.end();
    }

    private boolean stopOrdered() throws InterruptedException {
        return STOP.equals(orders.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    }

    private void tellRefused(OpenClawCron cron) {
        try {
            var now = cron.scheduler().getStatistics().refusedOutcomes();
            if (now != refused) {
                refused = now;
                say(REFUSED + now);
            }
        } catch (CronException away) {
            // Told when the database is back.
        }
    }

    private void listen() {
        try (var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                stopHeard |= line.equals(STOP);
                orders.add(line);
            }
        } catch (IOException broken) {
            System.err.println("No more orders: " + broken.getMessage());
        }
        if (!stopHeard) {
            // Whoever started this process is gone; nobody would end it.
            Runtime.getRuntime().halt(1);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
