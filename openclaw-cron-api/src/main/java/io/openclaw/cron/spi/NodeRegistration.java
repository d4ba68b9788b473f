package io.openclaw.cron.spi;

import java.time.Instant;

/**
 * The answer to a node that has made itself known.
 *
 * @param storeTime the store's time, read as late in the call as can be: a node does not start anything by a time that may
 *     not have come, so what lies between the reading and the answer makes it late
 * @param othersAlive whether another node is alive
 * @param takenBack how many executions of an earlier incarnation of the same name went back to waiting
 */
public record NodeRegistration(Instant storeTime, boolean othersAlive, int takenBack) {}
