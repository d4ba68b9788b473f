/** The tables of the in-memory store, and the transactions on them. */
@NullMarked
package io.openclaw.cron.core.internal.memory;

import org.jspecify.annotations.NullMarked;
