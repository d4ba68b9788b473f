package io.openclaw.cron.benchmarks.programs;

import io.openclaw.cron.benchmarks.peers.Peer;
import io.openclaw.cron.benchmarks.peers.Work;
import java.time.Instant;

/** Creates more jobs than the heap should hold descriptions of. */
final class Chunks {
    private static final int JOBS = 20_000;

    private Chunks() {}

    /** Creates jobs that are due at the seconds of one minute. */
    static void create(Peer peer, int jobs, Instant minute) throws Exception {
        for (int from = 0; from < jobs; from += JOBS) {
            peer.create(Work.overMinute(from, Math.min(JOBS, jobs - from), minute));
        }
    }
}
