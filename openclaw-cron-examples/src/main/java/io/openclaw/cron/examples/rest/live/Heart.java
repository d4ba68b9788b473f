package io.openclaw.cron.examples.rest.live;

import java.time.Clock;

/** Beats for all connections; whoever has it calls {@link #run} every so often, as the settings say. */
public final class Heart implements Runnable {
    private final EventHub hub;
    private final Clock clock;

    /** The heart of a hub. */
    public Heart(EventHub hub, Clock clock) {
        this.hub = hub;
        this.clock = clock;
    }

    @Override
    public void run() {
        hub.beat(clock.instant());
    }
}
