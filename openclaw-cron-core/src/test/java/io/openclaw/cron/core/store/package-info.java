/**
 * The contract of {@link io.openclaw.cron.spi.CronStore} as tests. The author of a store extends {@link
 * io.openclaw.cron.core.store.CronStoreContract} and says how to make one.
 */
@NullMarked
package io.openclaw.cron.core.store;

import org.jspecify.annotations.NullMarked;
