package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.examples.fencing.FenceGuard.Claim;

/**
 * What became of one guarded write.
 *
 * @param number in the order in which they were made; of two on one key, the later one has the higher number
 * @param key what was guarded
 * @param claim who wanted to write
 * @param accepted whether it was let through
 */
public record Write(long number, String key, Claim claim, boolean accepted) {}
