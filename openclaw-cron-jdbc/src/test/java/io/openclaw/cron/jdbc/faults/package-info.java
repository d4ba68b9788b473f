/** The engine on a durable store whose database fails: nothing is lost, nothing is doubled, and it says what is wrong. */
@NullMarked
package io.openclaw.cron.jdbc.faults;

import org.jspecify.annotations.NullMarked;
