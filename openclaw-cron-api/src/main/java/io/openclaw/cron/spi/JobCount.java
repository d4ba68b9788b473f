package io.openclaw.cron.spi;

/**
 * How many jobs there are.
 *
 * @param jobs those that are not deleted
 * @param enabled those of them that fire
 */
public record JobCount(long jobs, long enabled) {}
