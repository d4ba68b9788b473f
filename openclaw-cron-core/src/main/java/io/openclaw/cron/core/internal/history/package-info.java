/** Queries and retention. */
@NullMarked
package io.openclaw.cron.core.internal.history;

import org.jspecify.annotations.NullMarked;
