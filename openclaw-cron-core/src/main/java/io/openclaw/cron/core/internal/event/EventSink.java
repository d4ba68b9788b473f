package io.openclaw.cron.core.internal.event;

import io.openclaw.cron.event.CronEvent;

/** Takes events for delivery. Never blocks, never throws. */
@FunctionalInterface
public interface EventSink {
    /** Queues an event for every publisher. */
    void send(CronEvent event);
}
