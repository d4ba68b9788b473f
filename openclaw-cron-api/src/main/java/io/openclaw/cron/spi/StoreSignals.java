package io.openclaw.cron.spi;

import io.openclaw.cron.error.CronStoreException;
import java.time.Duration;

/**
 * What other nodes tell through the store, so that a change takes effect everywhere within milliseconds. A help and no promise:
 * whatever is signalled can be found in the store as well, and a signal that is lost is made up for by the next beat or poll.
 *
 * <p>To be used by one thread, but {@link #close}, which any may call while no other call is under way.
 */
public interface StoreSignals extends AutoCloseable {
    /**
     * Waits for signals and hands them on. Whoever wants to hear all of them calls this again and again.
     *
     * @param listener hears of them, and of a gap whenever it has begun to listen anew
     * @param limit how long to wait at most
     * @throws CronStoreException if the store cannot be reached; the next call tries to listen anew
     */
    void await(StoreListener listener, Duration limit);

    /** Listens no more. Does nothing the second time. */
    @Override
    void close();
}
