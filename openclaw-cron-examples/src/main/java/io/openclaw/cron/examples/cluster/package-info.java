/**
 * Several processes on one PostgreSQL, and everything that can go wrong with them: {@link io.openclaw.cron.examples.cluster.Cluster}
 * starts them, disturbs them, and has the outcome checked.
 */
package io.openclaw.cron.examples.cluster;
