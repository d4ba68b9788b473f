package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.core.internal.record.EndedExecutions;
import io.openclaw.cron.spi.CronStore;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes back what nodes held that have died. */
public final class DeadNodes implements Housekeeping.Chore {
    private static final Logger log = LoggerFactory.getLogger(DeadNodes.class);
    /** Nobody is silent for so long. What nodes own that are no more can be taken back all the same: no judgement is needed. */
    private static final Duration NOBODY = Duration.ofDays(36_500);

    private final CronStore store;
    private final NodeSession session;
    private final EndedExecutions ended;
    private final ClaimLoop claimLoop;
    private final int maxRecoveries;

    /** Looks for dead nodes on behalf of this one. */
    public DeadNodes(
            CronStore store, NodeSession session, EndedExecutions ended, ClaimLoop claimLoop, int maxRecoveries) {
        this.store = store;
        this.session = session;
        this.ended = ended;
        this.claimLoop = claimLoop;
        this.maxRecoveries = maxRecoveries;
    }

    @Override
    public boolean tidy() {
        var deadAfter = session.mayJudgeOthers() ? session.deadAfter() : NOBODY;
        var recovery = store.recover(session.node(), deadAfter, maxRecoveries);
        for (var back : recovery.waiting()) {
            var execution = back.execution();
            log.info(
                    "job={} execution={} org={} recoveries={} taken back from a dead node",
                    execution.jobId(),
                    execution.executionId(),
                    execution.organizationId(),
                    execution.recoveries());
        }
        recovery.ended().forEach(done -> ended.ended(done.execution(), done.job()));
        if (!recovery.waiting().isEmpty()) {
            claimLoop.signal();
        }
        return true;
    }
}
