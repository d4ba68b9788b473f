/** The engine: {@link io.openclaw.cron.core.OpenClawCron} assembles it; the rest is what a host may hand to it. */
@NullMarked
package io.openclaw.cron.core;

import org.jspecify.annotations.NullMarked;
