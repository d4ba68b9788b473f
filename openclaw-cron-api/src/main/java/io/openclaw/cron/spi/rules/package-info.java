/**
 * What every store decides in the same way, as pure functions: for authors of a {@link io.openclaw.cron.spi.CronStore}, so
 * that stores differ in how they keep rows and in nothing else. The contract suite tests a store's use of them.
 */
@NullMarked
package io.openclaw.cron.spi.rules;

import org.jspecify.annotations.NullMarked;
