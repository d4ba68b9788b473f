/**
 * A whole application around the library: REST, WebSocket, tokens, limits, metrics. {@link
 * io.openclaw.cron.examples.rest.CronServer} starts it, {@link io.openclaw.cron.examples.rest.CronHost} assembles it.
 */
package io.openclaw.cron.examples.rest;
