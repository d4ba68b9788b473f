/** The endpoints under {@code /openclaw/api/v1/cron}, and the JSON they speak. */
package io.openclaw.cron.examples.rest.api;
