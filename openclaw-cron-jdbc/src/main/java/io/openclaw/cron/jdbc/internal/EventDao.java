package io.openclaw.cron.jdbc.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code cron_events}, and notifications that carry events. */
public interface EventDao {
    @SqlUpdate("""
            INSERT INTO <schema>.cron_events (event_id, organization_id, event, created_at)
            VALUES (:eventId, :organizationId, :event, <now>)
            """)
    void insert(UUID eventId, String organizationId, String event);

    @SqlQuery("""
            SELECT e.event FROM <schema>.cron_events e
            WHERE e.organization_id = :organizationId AND e.event_id = :eventId
            """)
    Optional<String> find(String organizationId, UUID eventId);

    @SqlUpdate("DELETE FROM <schema>.cron_events WHERE created_at \\< :olderThan")
    int deleteOlderThan(Instant olderThan);

    @SqlQuery("SELECT <now>")
    Instant now();

    @SqlQuery("SELECT 1 FROM (SELECT pg_notify(:channel, :payload)) notified")
    int notify(String channel, String payload);
}
