package io.openclaw.cron.core.store;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.ClaimLimits;
import io.openclaw.cron.spi.ClaimRequest;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.CronStore;
import io.openclaw.cron.spi.FirePlanner;
import io.openclaw.cron.spi.JobExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A claim in the making: at noon, 1.5 s ahead, with room for a hundred, for any skill, planned as the engine would. */
final class Claim {
    private final CronStore store;
    private final NodeId node;
    private UUID claimId = Ids.next();
    private Instant now = StoreTestCase.NOON;
    private Duration ahead = StoreTestCase.AHEAD;
    private int roomNow = 100;
    private int roomAhead = 100;
    private @Nullable Set<String> skills;
    private ClaimLimits limits = ClaimLimits.NONE;
    private FirePlanner planner = Planners.EVERY_MINUTE;

    Claim(CronStore store, NodeId node) {
        this.store = store;
        this.node = node;
    }

    Claim id(UUID id) {
        claimId = id;
        return this;
    }

    Claim at(Instant instant) {
        now = instant;
        return this;
    }

    Claim ahead(Duration distance) {
        ahead = distance;
        return this;
    }

    Claim room(int forDue, int forAhead) {
        roomNow = forDue;
        roomAhead = forAhead;
        return this;
    }

    Claim skills(String... names) {
        skills = Set.of(names);
        return this;
    }

    Claim limits(ClaimLimits ofCluster) {
        limits = ofCluster;
        return this;
    }

    Claim planning(FirePlanner plans) {
        planner = plans;
        return this;
    }

    ClaimResult claim() {
        return store.claim(
                new ClaimRequest(claimId, node, now, now.plus(ahead), roomNow, roomAhead, skills, limits), planner);
    }

    /** Claims, and returns what was claimed. */
    List<CronExecution> executions() {
        return executions(claim().claimed());
    }

    /** Claims the only thing that there is to claim. */
    CronExecution only() {
        var executions = executions();
        if (executions.size() != 1) {
            throw new AssertionError("expected one execution, claimed are " + executions);
        }
        return executions.get(0);
    }

    static List<CronExecution> executions(List<JobExecution> withJobs) {
        return withJobs.stream().map(JobExecution::execution).toList();
    }
}
