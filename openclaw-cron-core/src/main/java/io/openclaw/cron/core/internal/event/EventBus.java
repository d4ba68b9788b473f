package io.openclaw.cron.core.internal.event;

import io.openclaw.cron.CronExecutor.Registration;
import io.openclaw.cron.core.internal.lifecycle.NamedThreads;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.spi.EventPublisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Hands every event to every publisher, each in its own lane, so that a slow one holds up nobody else. */
public final class EventBus implements EventSink, AutoCloseable {
    private final int capacity;
    private final NamedThreads threads;
    private final List<EventLane> lanes = new CopyOnWriteArrayList<>();
    /** By lanes that are gone. */
    private final LongAdder droppedBefore = new LongAdder();

    /**
     * A bus without publishers.
     *
     * @param capacity how many events may wait for one publisher
     * @param nodeName for the names of the threads
     */
    public EventBus(int capacity, String nodeName) {
        this.capacity = capacity;
        this.threads = new NamedThreads("events", nodeName);
    }

    /** Adds a publisher, which gets the events from now on, until the registration is closed. */
    public Registration add(EventPublisher publisher) {
        var lane = new EventLane(publisher, capacity, threads);
        lane.start();
        lanes.add(lane);
        return () -> {
            lane.stopTaking();
            remove(lane);
        };
    }

    @Override
    public void send(CronEvent event) {
        for (var lane : lanes) {
            lane.send(event);
        }
    }

    @Override
    public void sendIfHeard(Supplier<? extends CronEvent> event) {
        if (!lanes.isEmpty()) {
            send(event.get());
        }
    }

    /** How many events were dropped because a publisher was too slow. */
    public long dropped() {
        return droppedBefore.sum()
                + lanes.stream().mapToLong(EventLane::dropped).sum();
    }

    /** Waits until all that was sent has been delivered, or the limit is over for one of the lanes; tells which. */
    public boolean awaitDelivered(Duration limit) {
        return lanes.stream().allMatch(lane -> lane.awaitDelivered(limit));
    }

    /** Delivers what waits and ends all lanes. */
    @Override
    public void close() {
        lanes.forEach(EventLane::stopTaking);
        lanes.forEach(EventLane::close);
        lanes.forEach(this::remove);
    }

    /** For a lane that takes nothing more, so that its count is final. */
    private void remove(EventLane lane) {
        if (lanes.remove(lane)) {
            droppedBefore.add(lane.dropped());
        }
    }
}
