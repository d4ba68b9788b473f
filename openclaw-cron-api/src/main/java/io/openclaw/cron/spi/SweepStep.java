package io.openclaw.cron.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a step of a sweep over a store's data has come to. A sweep is made of many steps, each a transaction of its own, so that
 * none holds locks for long.
 *
 * @param done how much it has removed or added up
 * @param next where the next step goes on, for the store alone to understand; null if this was the last one
 */
public record SweepStep(int done, @Nullable String next) {}
