/** One node of the cluster, as a process of its own: what any host of the library on PostgreSQL looks like, with a skill that keeps a diary. */
package io.openclaw.cron.examples.cluster.node;
