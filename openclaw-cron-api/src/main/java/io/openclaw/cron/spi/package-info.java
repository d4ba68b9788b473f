/**
 * What users implement: {@link io.openclaw.cron.spi.SkillExecutor} by everyone, {@link
 * io.openclaw.cron.spi.EventPublisher} by those who listen, {@link io.openclaw.cron.spi.CronStore} by authors of stores.
 */
@NullMarked
package io.openclaw.cron.spi;

import org.jspecify.annotations.NullMarked;
