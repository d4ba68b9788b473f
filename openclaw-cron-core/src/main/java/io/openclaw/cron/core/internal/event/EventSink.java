package io.openclaw.cron.core.internal.event;

import io.openclaw.cron.event.CronEvent;
import java.util.function.Supplier;

/** Takes events for delivery. Never blocks, never throws. */
@FunctionalInterface
public interface EventSink {
    /** Queues an event for every publisher. */
    void send(CronEvent event);

    /** Queues an event for every publisher; it need not be made where there is none. */
    default void sendIfHeard(Supplier<? extends CronEvent> event) {
        send(event.get());
    }
}
