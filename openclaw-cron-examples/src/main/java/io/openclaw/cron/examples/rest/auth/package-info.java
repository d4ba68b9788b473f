/** Who asks, and what they may: tokens, keys, roles. */
package io.openclaw.cron.examples.rest.auth;
