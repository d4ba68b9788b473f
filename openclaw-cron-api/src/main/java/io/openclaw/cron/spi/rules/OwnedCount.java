package io.openclaw.cron.spi.rules;

/**
 * How many executions of a skill and an organization are owned, by whatever node.
 *
 * @param skillName of which skill
 * @param organizationId whose
 * @param count how many
 */
public record OwnedCount(String skillName, String organizationId, int count) {}
