/** The first thing to run: an embedded scheduler, in memory, with jobs on real input and a report at the end. */
package io.openclaw.cron.examples.quickstart;
