/** How a skill keeps an older claim of its own execution from writing over a newer one. */
package io.openclaw.cron.examples.fencing;
