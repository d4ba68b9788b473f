package io.openclaw.cron.spi;

import java.util.Map;
import java.util.UUID;

/**
 * What to run.
 *
 * @param skillName the skill
 * @param parameters the job's parameters: JSON values, deeply immutable
 * @param jobId the job
 * @param jobName the job's name
 * @param organizationId the organization in whose name
 * @param userId the user in whose name
 */
public record SkillRequest(
        String skillName,
        Map<String, Object> parameters,
        UUID jobId,
        String jobName,
        String organizationId,
        String userId) {}
