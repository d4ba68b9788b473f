/** Events over WebSocket. */
package io.openclaw.cron.examples.rest.live;
