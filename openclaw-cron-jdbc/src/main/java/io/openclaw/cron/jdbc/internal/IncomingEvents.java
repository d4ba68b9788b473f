package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.event.CronEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives what other processes send. Not thread-safe. */
public final class IncomingEvents implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IncomingEvents.class);

    private final Database database;
    private final EventEnvelope envelope;
    private final Channel channel;
    private final EventCodec codec = new EventCodec();

    /** Listens through a connection of its own. */
    public IncomingEvents(DataSource dataSource, Database database, EventEnvelope envelope) {
        this.database = database;
        this.envelope = envelope;
        this.channel = new Channel(dataSource, envelope.channel());
    }

    /** Waits for events of other processes, up to a limit. */
    public List<CronEvent> await(Duration limit) {
        try {
            channel.open();
            var events = new ArrayList<CronEvent>();
            for (var payload : channel.await(limit)) {
                envelope.open(payload).forEach(text -> read(text).ifPresent(events::add));
            }
            return events;
        } catch (SQLException failure) {
            channel.close();
            throw DatabaseError.toStoreException("listen to events of other nodes", failure);
        }
    }

    private Optional<CronEvent> read(String text) {
        try {
            return (text.startsWith("{") ? Optional.of(text) : fetch(text)).flatMap(codec::read);
        } catch (RuntimeException foreign) {
            log.warn("An event of another node cannot be read and is left out", foreign);
            return Optional.empty();
        }
    }

    private Optional<String> fetch(String reference) {
        var parts = reference.split(" ", 2);
        return database.read(
                "read an event of another node",
                handle -> Daos.of(handle, EventDao.class).find(parts[1], UUID.fromString(parts[0])));
    }

    @Override
    public void close() {
        channel.close();
    }
}
