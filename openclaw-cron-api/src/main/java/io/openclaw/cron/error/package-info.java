/**
 * The exceptions of the library, all unchecked, under one root: {@link io.openclaw.cron.error.CronException}.
 */
@NullMarked
package io.openclaw.cron.error;

import org.jspecify.annotations.NullMarked;
