/** Skills that do real work: what a host registers with its {@link io.openclaw.cron.core.SkillRegistry}. */
package io.openclaw.cron.examples.skills;
