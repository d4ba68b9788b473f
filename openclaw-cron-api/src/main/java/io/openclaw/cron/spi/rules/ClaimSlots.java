package io.openclaw.cron.spi.rules;

import io.openclaw.cron.spi.ClaimLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How many more executions a claim may make owned, by its limits. Not thread-safe.
 *
 * <p>What is due and finds its limit used up is blocked: it waits, put aside under a name of that limit, so that later claims do
 * not have to pass it again and again. A claim that finds room under a limit takes back as many as fit.
 */
public final class ClaimSlots {
    /** So much is put aside by one claim at the most; the next one goes on at once. */
    private static final int MOST_BLOCKED = 500;

    private static final String SKILL = "skill ";
    private static final String ORGANIZATION = "organization ";

    private final ClaimLimits limits;
    private final Supplier<List<OwnedCount>> counts;
    /** By the names of limits; null until somebody wants to know. */
    private @Nullable Map<String, Integer> owned;

    private int blocked;

    /**
     * Slots of one claim.
     *
     * @param counts what is owned; asked once, and only if a limit matters. From then on until the claim has ended no other claim may
     *     make anything owned that has a limit
     */
    public ClaimSlots(ClaimLimits limits, Supplier<List<OwnedCount>> counts) {
        this.limits = limits;
        this.counts = counts;
    }

    /** The name of the limit that keeps an execution from being claimed, or null if none does. */
    public @Nullable String blocking(String skillName, String organizationId) {
        if (!limits.concern(skillName)) {
            return null;
        }
        if (free(SKILL + skillName) <= 0) {
            return SKILL + skillName;
        }
        return free(ORGANIZATION + organizationId) <= 0 ? ORGANIZATION + organizationId : null;
    }

    /** Whether one that is not due yet may be reserved: half of each limit is left to what is due first. */
    public boolean allowAhead(String skillName, String organizationId) {
        return !limits.concern(skillName)
                || (leavesHalf(SKILL + skillName) && leavesHalf(ORGANIZATION + organizationId));
    }

    /** Notes that an execution is owned from now on. */
    public void take(String skillName, String organizationId) {
        if (limits.concern(skillName)) {
            owned().merge(SKILL + skillName, 1, Integer::sum);
            owned().merge(ORGANIZATION + organizationId, 1, Integer::sum);
        }
    }

    /** How many more executions a limit allows; very many if there is no such limit any more. */
    public int free(String limit) {
        var most = most(limit);
        return most == null ? Integer.MAX_VALUE : most - owned().getOrDefault(limit, 0);
    }

    /** Notes that an execution is put aside. */
    public void block() {
        blocked++;
    }

    /** Whether so much was put aside that the claim should end here, and another follow at once. */
    public boolean exhausted() {
        return blocked >= MOST_BLOCKED;
    }

    private boolean leavesHalf(String limit) {
        var most = most(limit);
        return most == null || 2 * (owned().getOrDefault(limit, 0) + 1) <= most;
    }

    private @Nullable Integer most(String limit) {
        if (limit.startsWith(SKILL)) {
            return limits.perSkill().get(limit.substring(SKILL.length()));
        }
        return limits.perOrganization() > 0 ? limits.perOrganization() : null;
    }

    private Map<String, Integer> owned() {
        if (owned == null) {
            owned = new HashMap<>();
            for (var count : counts.get()) {
                owned.merge(SKILL + count.skillName(), count.count(), Integer::sum);
                owned.merge(ORGANIZATION + count.organizationId(), count.count(), Integer::sum);
            }
        }
        return owned;
    }
}
