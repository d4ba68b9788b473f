package io.openclaw.cron.examples.rest.live;

import io.openclaw.cron.examples.rest.error.Refusal;
import io.openclaw.cron.examples.rest.http.Gate;
import io.openclaw.cron.examples.rest.http.Json;
import io.openclaw.cron.examples.rest.http.JsonFields;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What clients say: {@code join} and {@code leave} a room of their own, and {@code ping}. */
final class ClientMessages {
    private final Gate gate;

    ClientMessages(Gate gate) {
        this.gate = gate;
    }

    /** The answer to a message. */
    Optional<String> answer(LiveClient client, String message) {
        try {
            gate.limit(client.identity());
            return Optional.of(Json.text(understand(client, message)));
        } catch (Refusal refusal) {
            return Optional.of(
                    Json.text(Map.of("type", "error", "code", refusal.code(), "error", refusal.getMessage())));
        }
    }

    private static Map<String, Object> understand(LiveClient client, String message) {
        var fields = JsonFields.read(message.getBytes(StandardCharsets.UTF_8), Set.of("type", "room"));
        var type = fields.requiredText("type");
        switch (type) {
            case "ping" -> {
                return Map.of("type", "pong");
            }
            case "join" -> client.rooms().add(ownRoom(client, fields));
            case "leave" -> client.rooms().remove(ownRoom(client, fields));
            default -> throw Refusal.invalid("type", "must be one of ping, join, leave");
        }
        return Map.of("type", "rooms", "rooms", client.rooms().stream().sorted().toList());
    }

    /** Another's room gets the same answer as one that does not exist. */
    private static String ownRoom(LiveClient client, JsonFields fields) {
        var room = fields.requiredText("room");
        if (!client.ownRooms().contains(room)) {
            throw Refusal.of(403, "forbidden", "There is no such room for you").at("room");
        }
        return room;
    }
}
