package io.openclaw.cron.core.internal.manage;

import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Locks for jobs, some jobs sharing one. Who commits and announces a change under the job's lock announces changes in the
 * order of their commits; otherwise a listener could hear that a job was deleted, and then that it was changed.
 */
final class JobLocks {
    private static final int STRIPES = 256;

    private final Lock[] stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

    Lock of(UUID jobId) {
        return stripes[Math.floorMod(jobId.hashCode(), STRIPES)];
    }
}
