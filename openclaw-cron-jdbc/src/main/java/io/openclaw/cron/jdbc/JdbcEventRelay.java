package io.openclaw.cron.jdbc;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.SkillProgress;
import io.openclaw.cron.jdbc.internal.Database;
import io.openclaw.cron.jdbc.internal.EventEnvelope;
import io.openclaw.cron.jdbc.internal.IncomingEvents;
import io.openclaw.cron.jdbc.internal.NamedThreads;
import io.openclaw.cron.jdbc.internal.OutgoingEvents;
import io.openclaw.cron.spi.EventPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events between processes through PostgreSQL, so that a dashboard on one node sees what another runs. It is a publisher
 * that the library of one node tells its events to; the others' relays hand them to their takers:
 *
 * <pre>{@code
 * var relay = new JdbcEventRelay(dataSource, "openclaw", dashboard);
 * OpenClawCron.builder().eventPublisher(dashboard).eventPublisher(relay)...
 * }</pre>
 *
 * <p>An event reaches each process that is listening at the moment of its commit, usually within milliseconds; events of one node
 * arrive in order. None is kept for those who are not listening, and when the database is away, or events come faster than it
 * takes them, the oldest are dropped, progress first. What must not be lost is in the history.
 *
 * <p>Thread-safe. It has two threads and keeps one connection, from its construction until it is closed.
 */
public final class JdbcEventRelay implements EventPublisher, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JdbcEventRelay.class);
    private static final int CAPACITY = 10_000;
    private static final int BATCH = 500;
    private static final Duration AWAIT = Duration.ofMillis(100);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    private final OutgoingEvents outgoing;
    private final IncomingEvents incoming;
    private final EventPublisher remote;
    private final LinkedBlockingDeque<CronEvent> waiting = new LinkedBlockingDeque<>(CAPACITY);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread sender = NamedThreads.thread("event-sender", this::sendAll);
    private final Thread receiver = NamedThreads.thread("event-receiver", this::receiveAll);
    private final CountDownLatch closing = new CountDownLatch(1);

    /**
     * A relay, listening from now on.
     *
     * @param dataSource the PostgreSQL database of the store; stays the host's
     * @param schema the schema of the store
     * @param remote takes the events of other processes, on one thread of the relay's; what it throws is logged
     * @throws CronStoreException if the database cannot be reached
     * @throws IllegalArgumentException if it is not PostgreSQL
     */
    public JdbcEventRelay(DataSource dataSource, String schema, EventPublisher remote) {
        var database = new Database(dataSource, schema);
        if (!database.dialect().shared()) {
            throw new IllegalArgumentException("Events are relayed through PostgreSQL; the database is "
                    + database.dialect().folder() + ", which one process has for itself");
        }
        var envelope = new EventEnvelope(schema);
        this.outgoing = new OutgoingEvents(database, envelope);
        this.incoming = new IncomingEvents(dataSource, database, envelope);
        this.remote = remote;
        sender.start();
        receiver.start();
    }

    /** Sends an event to the other processes; returns at once. */
    @Override
    public void publish(CronEvent event) {
        while (!waiting.offer(event)) {
            dropOldest();
        }
    }

    /** How many events have not been sent because too many were waiting. */
    public long dropped() {
        return dropped.get();
    }

    /** Sends what waits, if the database takes it, and ends both threads. Does nothing the second time. */
    @Override
    public void close() {
        closing.countDown();
        sender.interrupt();
        join(sender);
        join(receiver);
        incoming.close();
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    private void dropOldest() {
        var victim = waiting.stream().filter(SkillProgress.class::isInstance).findFirst();
        if (victim.isPresent() ? waiting.remove(victim.get()) : waiting.poll() != null) {
            dropped.incrementAndGet();
        }
    }

    private void sendAll() {
        while (!closed() || !waiting.isEmpty()) {
            var batch = nextBatch();
            try {
                if (!batch.isEmpty()) {
                    outgoing.send(batch);
                }
            } catch (CronStoreException failure) {
                dropped.addAndGet(batch.size());
                log.warn("{} events could not be sent to other nodes", batch.size(), failure);
                if (closed()) {
                    return;
                }
                pause();
            }
        }
    }

    private List<CronEvent> nextBatch() {
        var batch = new ArrayList<CronEvent>();
        try {
            var first = closed() ? waiting.poll() : waiting.take();
            if (first != null) {
                batch.add(first);
                waiting.drainTo(batch, BATCH - 1);
            }
        } catch (InterruptedException toClose) {
            // The interrupt says no more than that; the statement that comes next must not suffer from it.
            waiting.drainTo(batch, BATCH);
        }
        return batch;
    }

    private void receiveAll() {
        while (!closed()) {
            try {
                incoming.await(AWAIT).forEach(this::deliver);
            } catch (CronStoreException failure) {
                if (!closed()) {
                    log.warn("Events of other nodes cannot be heard", failure);
                    pause();
                }
            }
        }
    }

    private void deliver(CronEvent event) {
        try {
            remote.publish(event);
        } catch (RuntimeException | Error failure) {
            log.error(
                    "job={} org={} a taker of other nodes' events failed at {}",
                    event.jobId(),
                    event.organizationId(),
                    event.type(),
                    failure);
        }
    }

    /** Waits a moment, or until this is closed. */
    private void pause() {
        try {
            closing.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException toClose) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
