/** Making and upgrading the tables. */
@NullMarked
package io.openclaw.cron.jdbc.internal.schema;

import org.jspecify.annotations.NullMarked;
