package io.openclaw.cron.spi;

import io.openclaw.cron.event.CronEvent;

/** Takes events to wherever they shall go: a WebSocket, a message queue, a log. */
@FunctionalInterface
public interface EventPublisher {

    /**
     * Takes one event.
     *
     * <p>Called on a thread of its own for each publisher, one event at a time, in order. It may block; then events wait,
     * and when {@code eventQueue} of them do, the oldest are dropped, progress first. What it throws is logged and the next
     * event is delivered. It is interrupted when the library closes and it does not end within a few seconds.
     *
     * @param event what happened
     */
    void publish(CronEvent event);
}
