/** Several nodes on one database: what must hold, and measurements of it. */
@NullMarked
package io.openclaw.cron.jdbc.cluster;

import org.jspecify.annotations.NullMarked;
