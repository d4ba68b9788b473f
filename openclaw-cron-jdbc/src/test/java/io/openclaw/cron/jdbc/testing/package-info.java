/**
 * Databases for tests, ours and those of hosts: {@link io.openclaw.cron.jdbc.testing.TestProduct} opens them. Nothing has to be
 * installed.
 */
@NullMarked
package io.openclaw.cron.jdbc.testing;

import org.jspecify.annotations.NullMarked;
