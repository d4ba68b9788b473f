/** The code in the documentation: what stands there stands here too, and compiles. */
package io.openclaw.cron.examples.readme;
