package io.openclaw.cron.examples.rest.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events of the recent past, for clients that come back after a moment.
 *
 * <p>By organization, so that one with many events does not push out those of the others; and bounded over all, by
 * forgetting the organization that has been silent for longest. Not thread-safe: guarded by its hub.
 */
final class EventLog {
    private final int keptPerOrganization;
    private final long keptCharacters;
    /** In the order of their latest events. */
    private final Map<String, Recent> organizations = new LinkedHashMap<>();

    private long characters;
    /** The latest event of any organization that was forgotten as a whole. */
    private long forgottenUpTo;

    EventLog(int keptPerOrganization, long keptCharacters) {
        this.keptPerOrganization = keptPerOrganization;
        this.keptCharacters = keptCharacters;
    }

    /** The events of one organization, and up to where older ones are gone. */
    private static final class Recent {
        private final Deque<Message> messages = new ArrayDeque<>();
        private long goneUpTo;
    }

    void add(Message message) {
        // Taken out and put back, so that it comes last.
        var known = organizations.remove(message.organizationId());
        var recent = known == null ? new Recent() : known;
        organizations.put(message.organizationId(), recent);
        recent.messages.add(message);
        characters += message.text().length();
        while (recent.messages.size() > keptPerOrganization) {
            removeOldest(recent);
        }
        while (characters > keptCharacters && !organizations.isEmpty()) {
            forgetMostSilent();
        }
    }

    /**
     * What an organization has missed since an event.
     *
     * @return empty if not all of it is known any more
     */
    Optional<List<Message>> since(String organizationId, long sequence) {
        var recent = organizations.getOrDefault(organizationId, new Recent());
        var goneUpTo = Math.max(recent.goneUpTo, forgottenUpTo);
        return sequence < goneUpTo
                ? Optional.empty()
                : Optional.of(recent.messages.stream()
                        .filter(message -> message.sequence() > sequence)
                        .toList());
    }

    private void removeOldest(Recent recent) {
        var oldest = recent.messages.remove();
        recent.goneUpTo = oldest.sequence();
        characters -= oldest.text().length();
    }

    private void forgetMostSilent() {
        var eldest = organizations.entrySet().iterator().next();
        organizations.remove(eldest.getKey());
        for (var message : eldest.getValue().messages) {
            characters -= message.text().length();
            forgottenUpTo = Math.max(forgottenUpTo, message.sequence());
        }
        forgottenUpTo = Math.max(forgottenUpTo, eldest.getValue().goneUpTo);
    }
}
