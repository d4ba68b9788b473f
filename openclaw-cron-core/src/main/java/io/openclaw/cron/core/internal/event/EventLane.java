package io.openclaw.cron.core.internal.event;

import io.openclaw.cron.core.internal.lifecycle.Joining;
import io.openclaw.cron.core.internal.lifecycle.NamedThreads;
import io.openclaw.cron.event.CronEvent;
import io.openclaw.cron.spi.EventPublisher;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events to one publisher, in order, on a thread of its own, whatever the publisher does. */
final class EventLane {
    private static final Logger log = LoggerFactory.getLogger(EventLane.class);

    private final EventPublisher publisher;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by lock. */
    private final EventQueue queue;
    /** Whether an event is with the publisher now; guarded by lock. */
    private boolean delivering;
    /** Guarded by lock. */
    private boolean closing;
    /** Whether what still waits shall not be delivered; guarded by lock. */
    private boolean abandoned;

    EventLane(EventPublisher publisher, int capacity, NamedThreads threads) {
        this.publisher = publisher;
        this.queue = new EventQueue(capacity);
        this.thread = threads.newThread(this::deliverAll);
    }

    void start() {
        thread.start();
    }

    void send(CronEvent event) {
        lock.lock();
        try {
            if (!closing) {
                queue.add(event);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return queue.dropped();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was sent has been delivered, or the limit is over; tells which. */
    boolean awaitDelivered(Duration limit) {
        var left = limit.toNanos();
        lock.lock();
        try {
            while (!queue.isEmpty() || delivering) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, delivers what waits, and ends the thread; a publisher that does not return is interrupted. */
    void close() {
        stopTaking();
        Joining.join(thread, this::abandon);
    }

    /** Takes nothing more; what waits is delivered and then the thread ends by itself. */
    void stopTaking() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            abandoned = true;
        } finally {
            lock.unlock();
        }
    }

    private void deliverAll() {
        for (var event = next(); event != null; event = next()) {
            try {
                publisher.publish(event);
            } catch (Throwable failure) {
                log.warn(
                        "job={} execution={} org={} the publisher {} failed with {}; the event is lost to it",
                        event.jobId(),
                        event.executionId(),
                        event.organizationId(),
                        publisher.getClass().getName(),
                        event.type(),
                        failure);
            } finally {
                // What a publisher leaves behind must not end its next delivery.
                Thread.interrupted();
            }
        }
    }

    private @Nullable CronEvent next() {
        lock.lock();
        try {
            delivering = false;
            changed.signalAll();
            while (queue.isEmpty() && !closing) {
                changed.awaitUninterruptibly();
            }
            var event = abandoned ? null : queue.poll();
            delivering = event != null;
            return event;
        } finally {
            lock.unlock();
        }
    }
}
