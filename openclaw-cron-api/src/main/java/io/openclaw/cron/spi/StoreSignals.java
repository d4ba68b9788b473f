package io.openclaw.cron.spi;

import io.openclaw.cron.error.CronStoreException;
import java.time.Duration;

/**
 * What other nodes tell through the store, so that a change takes effect everywhere within milliseconds. A help and no promise:
 * whatever is signalled can be found in the store as well, and a signal that is lost is made up for by the next beat or poll.
 *
 * <p>To be used by one thread, but {@link #close}, which any may call at any time.
 */
public interface StoreSignals extends AutoCloseable {
    /**
     * Waits for signals and hands them on. Whoever wants to hear all of them calls this again and again. Returns at once when this
     * is closed.
     *
     * @param listener hears of them, and of a gap whenever it has begun to listen anew
     * @param limit how long to wait at most
     * @throws CronStoreException if the store cannot be reached; the next call tries to listen anew
     */
    void await(StoreListener listener, Duration limit);

    /**
     * Listens no more. A wait that is under way ends at once, or within a tenth of a second if the store cannot be reached, without a
     * failure; its thread gives back what it has used. Does nothing the second time.
     */
    @Override
    void close();
}
