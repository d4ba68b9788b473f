package io.openclaw.cron.core.internal.event;

import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.event.SkillProgress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of events that never makes anybody wait: when it is full it drops the oldest progress report, the one that
 * comes included, or, where there is none, the oldest event, and counts what it dropped. Not thread-safe.
 */
final class EventQueue {
    private final int capacity;
    private final Map<Long, CronEvent> events = new LinkedHashMap<>();
    /** The keys of progress reports, oldest first; may hold keys that have been taken already. */
    private final ArrayDeque<Long> progress = new ArrayDeque<>();

    private long added;
    private long dropped;

    EventQueue(int capacity) {
        this.capacity = capacity;
    }

    void add(CronEvent event) {
        if (events.size() >= capacity) {
            if (event instanceof SkillProgress && progress.isEmpty()) {
                dropped++;
                return;
            }
            dropOne();
        }
        var key = added++;
        events.put(key, event);
        if (event instanceof SkillProgress) {
            progress.add(key);
        }
    }

    @Nullable
    CronEvent poll() {
        var oldest = events.entrySet().iterator();
        if (!oldest.hasNext()) {
            return null;
        }
        var entry = oldest.next();
        oldest.remove();
        if (!progress.isEmpty() && progress.peek().equals(entry.getKey())) {
            progress.remove();
        }
        return entry.getValue();
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    long dropped() {
        return dropped;
    }

    private void dropOne() {
        var oldestProgress = progress.poll();
        if (oldestProgress != null) {
            events.remove(oldestProgress);
        } else {
            poll();
        }
        dropped++;
    }
}
