package io.openclaw.cron.examples.rest.live;

import io.openclaw.cron.event.CronEvent;
import java.util.List;

/**
 * An event, ready to be sent: written once, for all who hear of it.
 *
 * @param sequence where it stands
 * @param organizationId whose it is; nobody else gets it, whatever the rooms are called
 * @param rooms who hears it
 * @param text its JSON
 */
record Message(long sequence, String organizationId, List<String> rooms, String text) {

    static Message of(CronEvent event, EventId id) {
        return new Message(id.sequence(), event.organizationId(), event.rooms(), EventJson.of(event, id));
    }
}
