/** What a run does, in a process of its own: one class for each kind of workload, and what they measure with. */
@NullMarked
package io.openclaw.cron.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
