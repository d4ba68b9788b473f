/** A history of millions of executions, to look at plans and to measure with. */
@NullMarked
package io.openclaw.cron.jdbc.scale;

import org.jspecify.annotations.NullMarked;
