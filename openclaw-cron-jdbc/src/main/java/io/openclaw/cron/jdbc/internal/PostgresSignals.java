package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.error.CronStoreException;
import io.openclaw.cron.spi.StoreListener;
import io.openclaw.cron.spi.StoreSignals;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what the {@link Notifier}s of other processes send.
 *
 * <p>A driver's wait on a connection ends by a notification or by the end of the connection. So closing has one sent. It ends the
 * connection only if none gets through, for a pool takes a connection that has ended for a broken one and warns of it.
 */
public final class PostgresSignals implements StoreSignals {
    private static final Logger log = LoggerFactory.getLogger(PostgresSignals.class);

    /** How long a wait may go on that a notification should have ended. */
    private static final Duration ENDED_WITHIN = Duration.ofMillis(100);

    private final Notifier notifier;
    private final Channel channel;
    private final Runnable greeting;
    /** Held by the thread that uses the channel. */
    private final ReentrantLock using = new ReentrantLock();

    private volatile boolean closed;

    /**
     * Listens to what other processes' notifiers send.
     *
     * @param greeting sends a notification that this one hears too, on another connection; throws {@link CronStoreException} if it
     *     cannot
     */
    public PostgresSignals(DataSource dataSource, Notifier notifier, Runnable greeting) {
        this.notifier = notifier;
        this.channel = new Channel(dataSource, notifier.channel());
        this.greeting = greeting;
    }

    @Override
    public void await(StoreListener listener, Duration limit) {
        using.lock();
        try {
            if (!closed) {
                hear(listener, limit);
            }
        } catch (SQLException failure) {
            channel.close();
            if (!closed) {
                throw DatabaseError.toStoreException("listen to other nodes", failure);
            }
        } finally {
            using.unlock();
            letGoIfClosed(Duration.ZERO);
        }
    }

    private void hear(StoreListener listener, Duration limit) throws SQLException {
        if (channel.open()) {
            listener.missed();
            return;
        }
        for (var payload : channel.await(limit)) {
            var text = notifier.received(payload);
            if (text != null) {
                Signal.tell(text, listener);
            }
        }
    }

    @Override
    public void close() {
        // Before the notification: a wait that begins after it must not begin.
        closed = true;
        if (letGoIfClosed(Duration.ZERO)) {
            return;
        }
        try {
            greeting.run();
            if (letGoIfClosed(ENDED_WITHIN)) {
                return;
            }
        } catch (CronStoreException unheard) {
            log.debug("No notification gets through that would end the wait for others", unheard);
        }
        channel.abort();
    }

    /** Whoever uses the channel while it is closed comes here afterwards, so that there is always one who finds it free. */
    private boolean letGoIfClosed(Duration patience) {
        if (!closed || !isFreeWithin(patience)) {
            return false;
        }
        try {
            channel.close();
        } finally {
            using.unlock();
        }
        return true;
    }

    private boolean isFreeWithin(Duration patience) {
        try {
            return using.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
