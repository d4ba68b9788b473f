/** How the durable stores keep rows: no promise to anybody outside of this module. */
@NullMarked
package io.openclaw.cron.jdbc.internal;

import org.jspecify.annotations.NullMarked;
