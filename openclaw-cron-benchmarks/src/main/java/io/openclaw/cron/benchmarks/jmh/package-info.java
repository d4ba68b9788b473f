/** Microbenchmarks of what needs no database: fire times, validation, planning, the store in memory. */
@NullMarked
package io.openclaw.cron.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
