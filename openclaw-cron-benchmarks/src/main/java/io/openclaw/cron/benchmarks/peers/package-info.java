/** The schedulers under one interface, each with its best documented settings. */
@NullMarked
package io.openclaw.cron.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
