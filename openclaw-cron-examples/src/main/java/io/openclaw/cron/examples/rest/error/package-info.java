/** What a client is told when a request is not carried out. */
package io.openclaw.cron.examples.rest.error;
