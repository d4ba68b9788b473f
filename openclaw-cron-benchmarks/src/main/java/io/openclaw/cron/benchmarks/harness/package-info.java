/** Starts the server and one process for each run, collects what they measured and writes the page. */
@NullMarked
package io.openclaw.cron.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
