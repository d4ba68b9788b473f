/** What a plug-in jar holds: a skill, and its name in {@code META-INF/services/io.openclaw.cron.spi.Skill}. */
package io.openclaw.cron.examples.plugin;
