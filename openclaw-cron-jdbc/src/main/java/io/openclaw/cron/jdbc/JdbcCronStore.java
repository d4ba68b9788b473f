package io.openclaw.cron.jdbc;

import static java.util.Objects.requireNonNull;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.jdbc.internal.ClaimPlans;
import io.openclaw.cron.jdbc.internal.ClaimProgress;
import io.openclaw.cron.jdbc.internal.ClaimTransaction;
import io.openclaw.cron.jdbc.internal.ClaimTurns;
import io.openclaw.cron.jdbc.internal.Daos;
import io.openclaw.cron.jdbc.internal.Database;
import io.openclaw.cron.jdbc.internal.DirectInsertion;
import io.openclaw.cron.jdbc.internal.ExecutionDao;
import io.openclaw.cron.jdbc.internal.Looks;
import io.openclaw.cron.jdbc.internal.NodeLines;
import io.openclaw.cron.jdbc.internal.NodeTransactions;
import io.openclaw.cron.jdbc.internal.Notifier;
import io.openclaw.cron.jdbc.internal.OldExecutions;
import io.openclaw.cron.jdbc.internal.Outlook;
import io.openclaw.cron.jdbc.internal.PostgresSignals;
import io.openclaw.cron.jdbc.internal.Recording;
import io.openclaw.cron.jdbc.internal.Signal;
import io.openclaw.cron.jdbc.internal.Statistics;
import io.openclaw.cron.jdbc.internal.StatisticsFolding;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.HeartbeatReply;
import io.openclaw.cron.spi.NodeRegistration;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.Recovery;
import io.openclaw.cron.spi.StoreSignals;
import io.openclaw.cron.spi.SweepStep;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A store in a database: H2 for one process, PostgreSQL 15 or later for many. The tables must be there; {@code CronSchema}
 * makes them.
 *
 * <p>Thread-safe. It takes a connection from the data source for each call, and closes none of the host's objects. On PostgreSQL a
 * node keeps two more: one for its beats, so that a pool that is exhausted does not silence it, and one for signals.
 */
public final class JdbcCronStore extends TenantCalls {
    /** Longer than three claims of other nodes take in a backlog. */
    private static final Duration LONGEST_TURN = Duration.ofSeconds(2);

    private static final String CLAIM = "claim executions";

    private final DataSource kept;
    private final Database database;
    private final Statistics statistics;
    private final Notifier notifier;
    private final DirectInsertion direct;
    private final NodeLines lines;
    private final Looks looks;
    private final ClaimTurns turns;
    private final ClaimPlans plans = new ClaimPlans();
    private final ClaimProgress progress = new ClaimProgress();
    /** Whether the last claim came to nothing, as the next one is likely to: then it is worth a look before. */
    private volatile boolean idle;

    /**
     * A store in the schema {@code openclaw}.
     *
     * @param dataSource where connections come from, best a pool; stays the host's
     * @throws CronStoreException if the database cannot be reached, or is of a product that is not supported
     */
    public JdbcCronStore(DataSource dataSource) {
        this(dataSource, "openclaw");
    }

    /**
     * A store in a schema of another name.
     *
     * @param dataSource where connections come from, best a pool; stays the host's
     * @param schema the name of the schema: letters, digits and underscores, lower case
     * @throws CronStoreException if the database cannot be reached, or is of a product that is not supported
     */
    public JdbcCronStore(DataSource dataSource, String schema) {
        this(dataSource, dataSource, schema);
    }

    /**
     * A store that has the connections that a node keeps from elsewhere: from the database itself, where {@code dataSource} is
     * small, or is behind a pooler that lends a session to several clients, such as PgBouncer in transaction mode.
     *
     * @param dataSource where connections come from, best a pool; stays the host's
     * @param kept where those come from that a node keeps, on PostgreSQL: not a pool, and with a limit to how long connecting may
     *     take; the same database and user; stays the host's
     * @param schema the name of the schema: letters, digits and underscores, lower case
     * @throws CronStoreException if the database cannot be reached, or is of a product that is not supported
     */
    public JdbcCronStore(DataSource dataSource, DataSource kept, String schema) {
        this(kept, new Database(dataSource, schema), schema);
    }

    private JdbcCronStore(DataSource kept, Database database, String schema) {
        this(
                kept,
                database,
                new Statistics(database.dialect(), UUID.randomUUID().hashCode()),
                new Notifier(database.dialect(), schema),
                new DirectInsertion(schema),
                schema);
    }

    private JdbcCronStore(
            DataSource kept,
            Database database,
            Statistics statistics,
            Notifier notifier,
            DirectInsertion direct,
            String schema) {
        super(database, statistics, notifier, direct);
        this.direct = direct;
        this.kept = kept;
        this.database = database;
        this.statistics = statistics;
        this.notifier = notifier;
        this.turns = new ClaimTurns(database.dialect(), LONGEST_TURN);
        this.lines = new NodeLines(kept, database, statistics, notifier, schema);
        this.looks = new Looks(database.dialect(), schema);
    }

    /**
     * A view of this store on a transaction of the host's: what is done through it exists if and only if the host commits. Made for
     * {@code OpenClawCron.manager(CronStore)}; see {@link JoinedCronStore} for what it promises.
     *
     * @param connection to the same database and of the same user as this store's data source, best from it; in a transaction, in
     *     any isolation level. It is neither committed nor rolled back nor closed, and must not be used by two threads at once
     * @return the view, for this transaction
     * @throws IllegalStateException if the connection is in auto-commit mode: then there is no transaction to join
     * @throws CronStoreException if the connection leads to a database of another product, or does not work
     */
    public JoinedCronStore joining(Connection connection) {
        return new JoinedCronStore(
                database.joining(requireNonNull(connection, "connection is null")), statistics, notifier, direct);
    }

    @Override
    public NodeRegistration register(NodeId node, Duration deadAfter) {
        var registration = lines.register(node, deadAfter);
        notifier.othersAlive(registration.othersAlive());
        return registration;
    }

    @Override
    public HeartbeatReply heartbeat(NodeId node, Duration clockOffset) {
        var reply = lines.heartbeat(node, clockOffset);
        notifier.othersAlive(reply.othersAlive());
        return reply;
    }

    @Override
    public boolean drain(NodeId node, boolean draining) {
        return database.write("drain a node", handle -> {
            notifier.lookUp(handle);
            return nodes(handle).drain(node, draining);
        });
    }

    @Override
    public List<CronNode> nodes() {
        return database.read("list the nodes", handle -> nodes(handle).list());
    }

    @Override
    public Recovery recover(NodeId node, Duration deadAfter, int maxRecoveries) {
        var silence = database.read("look for dead nodes", handle -> looks.silence(handle, node));
        if (!silence.isToBeLookedInto(deadAfter)) {
            return Recovery.NONE;
        }
        return database.write("recover what dead nodes own", handle -> {
            var recovery = nodes(handle).recover(node, deadAfter, maxRecoveries);
            notifier.send(handle, recovery.waiting().isEmpty() ? Signal.NONE : Signal.WORK);
            return recovery;
        });
    }

    @Override
    public void deregister(NodeId node) {
        lines.deregister(node);
    }

    /** {@inheritDoc} On PostgreSQL it takes a connection of its own, and keeps it until it is closed; on H2 there are none. */
    @Override
    public Optional<StoreSignals> signals() {
        return shared() ? Optional.of(new PostgresSignals(kept, notifier, lines::greet)) : Optional.empty();
    }

    /** {@inheritDoc} On PostgreSQL yes, on H2 no. */
    @Override
    public boolean shared() {
        return database.dialect().shared();
    }

    @Override
    public ClaimResult claim(ClaimRequest request, FirePlanner planner) {
        var seen = idle ? database.read(CLAIM, handle -> looks.outlook(handle, request.node())) : null;
        var result = Optional.ofNullable(seen)
                .flatMap(outlook -> outlook.resultOf(request))
                .orElseGet(() -> claim(request, planner, seen));
        turns.claimed(request, result);
        plans.claimed(result);
        progress.claimed(request, result);
        idle = cameToNothing(result);
        return result;
    }

    private static boolean cameToNothing(ClaimResult result) {
        return result.claimed().isEmpty()
                && result.ended().isEmpty()
                && result.cancelRequested().isEmpty()
                && result.disabled().isEmpty();
    }

    private ClaimResult claim(ClaimRequest request, FirePlanner planner, @Nullable Outlook seen) {
        var laterLook = turns.laterLook(request);
        var place = progress.placeFor(request);
        return database.write(CLAIM, handle -> {
            turns.await(handle, request);
            plans.prepare(handle);
            var claimed =
                    new ClaimTransaction(handle, statistics, looks).claim(request, planner, seen, place, laterLook);
            notifier.send(handle, Signal.of(claimed));
            return claimed;
        });
    }

    @Override
    public void releaseClaim(NodeId node, UUID claimId) {
        database.change("release a claim", handle -> {
            nodes(handle).releaseClaim(node, claimId);
            notifier.send(handle, Signal.WORK);
        });
    }

    @Override
    public void release(NodeId node, List<OwnedExecution> executions) {
        database.change("release executions", handle -> {
            nodes(handle).release(node, executions);
            notifier.send(handle, Signal.WORK);
        });
    }

    @Override
    public List<Recorded> record(NodeId node, List<CronExecution> executions, Instant now) {
        return new Recording(database, statistics, notifier).record(node, executions, now);
    }

    @Override
    public long countQueued(Instant now) {
        return database.read(
                "count what waits",
                handle -> Daos.of(handle, ExecutionDao.class).countWaiting(now));
    }

    @Override
    public int purge(Instant olderThan, @Nullable String organizationId, int limit) {
        Function<Handle, Integer> removal =
                handle -> new OldExecutions(handle).remove(olderThan, organizationId, limit);
        return organizationId == null
                ? database.write("remove old executions", removal)
                : database.writeForTenant("remove old executions", organizationId, removal);
    }

    @Override
    public SweepStep removeSurplus(int keep, @Nullable String from, int limit) {
        return database.write(
                "remove executions that are too many",
                handle -> new OldExecutions(handle).removeSurplus(keep, from, limit));
    }

    @Override
    public SweepStep foldHours(Instant before, @Nullable String from, int limit) {
        return database.write(
                "add hours up to days",
                handle -> StatisticsFolding.of(handle, database.dialect()).fold(before, from, limit));
    }

    /** Gives back the connections that nodes have kept; the data sources are the host's. */
    @Override
    public void close() {
        lines.close();
    }

    private NodeTransactions nodes(Handle handle) {
        return new NodeTransactions(handle, statistics);
    }
}
