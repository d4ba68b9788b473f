/**
 * Whether a run kept the library's promises, judged by what is left of it alone: rows, what skills wrote down, and what was done to
 * their nodes. {@link io.openclaw.cron.examples.cluster.check.Checks} has them all.
 */
package io.openclaw.cron.examples.cluster.check;
