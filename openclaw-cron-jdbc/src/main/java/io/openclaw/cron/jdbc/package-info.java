/** Durable stores of OpenClaw Cron, for H2 and PostgreSQL. */
@NullMarked
package io.openclaw.cron.jdbc;

import org.jspecify.annotations.NullMarked;
