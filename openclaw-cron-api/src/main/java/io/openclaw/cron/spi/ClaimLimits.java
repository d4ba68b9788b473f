package io.openclaw.cron.spi;

import java.util.Map;

/**
 * How many executions all nodes together may own at once: reserved or running.
 *
 * @param perSkill the limits of skills, by their names; other skills have none
 * @param perOrganization the limit of each organization, or 0 for none
 */
public record ClaimLimits(Map<String, Integer> perSkill, int perOrganization) {
    /** No limits. */
    public static final ClaimLimits NONE = new ClaimLimits(Map.of(), 0);

    /** Copies the map. */
    public ClaimLimits {
        perSkill = Map.copyOf(perSkill);
    }

    /** Whether executions of a skill have any limit. */
    public boolean concern(String skillName) {
        return perOrganization > 0 || perSkill.containsKey(skillName);
    }
}
