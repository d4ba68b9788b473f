/** What every endpoint shares: the server, the gate before it, reading requests strictly, answering in one envelope. */
package io.openclaw.cron.examples.rest.http;
