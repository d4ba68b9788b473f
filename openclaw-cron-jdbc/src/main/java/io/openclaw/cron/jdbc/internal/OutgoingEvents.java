package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.event.CronEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Sends events to other processes: many in one transaction, several in one notification. */
public final class OutgoingEvents {
    /** PostgreSQL takes less than 8,000 bytes. */
    private static final int MAX_BYTES = 7_900;

    private static final Duration KEPT_FOR_READERS = Duration.ofMinutes(5);

    private final Database database;
    private final EventCodec codec = new EventCodec();
    private final EventEnvelope envelope;

    /** Sends through this database. */
    public OutgoingEvents(Database database, EventEnvelope envelope) {
        this.database = database;
        this.envelope = envelope;
    }

    /** Sends events, in their order. */
    public void send(List<CronEvent> events) {
        database.change("send events to other nodes", handle -> send(handle, events));
    }

    private void send(Handle handle, List<CronEvent> events) {
        var dao = Daos.of(handle, EventDao.class);
        var packed = new ArrayList<String>();
        var bytes = envelope.bytes();
        for (var event : events) {
            var text = codec.write(event);
            if (envelope.bytes() + bytesOf(text) > MAX_BYTES) {
                text = putAside(dao, event, text);
            }
            if (bytes + bytesOf(text) > MAX_BYTES) {
                dao.notify(envelope.channel(), envelope.seal(packed));
                packed.clear();
                bytes = envelope.bytes();
            }
            packed.add(text);
            bytes += bytesOf(text);
        }
        dao.notify(envelope.channel(), envelope.seal(packed));
    }

    /** What is too long goes by reference: the id, a space, the organization. It is not JSON, so that nobody takes it for an event. */
    private static String putAside(EventDao dao, CronEvent event, String text) {
        dao.deleteOlderThan(dao.now().minus(KEPT_FOR_READERS));
        var eventId = UUID.randomUUID();
        dao.insert(eventId, event.organizationId(), text);
        return eventId + " " + event.organizationId();
    }

    /** With what separates it from the next. */
    private static int bytesOf(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length + 1;
    }
}
