/** For those who run it: health, metrics, and the description of the interface. */
package io.openclaw.cron.examples.rest.ops;
