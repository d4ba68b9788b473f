package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.spi.StoreListener;
import io.openclaw.cron.spi.StoreSignals;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Hears what the {@link Notifier}s of other processes send. */
public final class PostgresSignals implements StoreSignals {
    private final Notifier notifier;
    private final Channel channel;

    /** Listens to what other processes' notifiers send. */
    public PostgresSignals(DataSource dataSource, Notifier notifier) {
        this.notifier = notifier;
        this.channel = new Channel(dataSource, notifier.channel());
    }

    @Override
    public void await(StoreListener listener, Duration limit) {
        try {
            if (channel.open()) {
                listener.missed();
            }
            for (var payload : channel.await(limit)) {
                var text = notifier.received(payload);
                if (text != null) {
                    Signal.tell(text, listener);
                }
            }
        } catch (SQLException failure) {
            channel.close();
            throw DatabaseError.toStoreException("listen to other nodes", failure);
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
