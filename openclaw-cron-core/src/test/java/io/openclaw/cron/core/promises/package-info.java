/** What the library promises, each shown on the assembled engine by what would break without it. */
package io.openclaw.cron.core.promises;
