package io.openclaw.cron.jdbc.internal;

/**
 * What a transaction tells other nodes, as it travels.
 *
 * @param channel on which they hear it
 * @param text what it says
 */
public record Notification(String channel, String text) {}
