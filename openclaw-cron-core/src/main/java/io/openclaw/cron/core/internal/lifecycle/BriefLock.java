package io.openclaw.cron.core.internal.lifecycle;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that is nearly always held for less than a microsecond, and that many threads want a thousand times within an instant. Whoever
 * finds it taken waits awake for about as long, and sleeps only then: to have its thread parked and woken again takes ten to a
 * hundred times as long, and meanwhile the next one finds it taken, too.
 */
public final class BriefLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    /** Less than the 4,096 cycles of waiting after which a hypervisor may take the processor away. */
    private static final int TRIES = 40;

    /** A lock that nobody holds. */
    public BriefLock() {}

    @Override
    public void lock() {
        for (var tries = 0; tries < TRIES; tries++) {
            if (tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        super.lock();
    }
}
