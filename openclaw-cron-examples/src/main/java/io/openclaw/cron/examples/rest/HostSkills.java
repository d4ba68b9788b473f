package io.openclaw.cron.examples.rest;

import io.openclaw.cron.core.SkillRegistry;
import io.openclaw.cron.examples.skills.CountdownSkill;
import io.openclaw.cron.examples.skills.FlakySkill;
import io.openclaw.cron.examples.skills.FolderDigestSkill;
import io.openclaw.cron.examples.skills.HttpCheckSkill;

/**
 * What jobs can run here: the skills of the quickstart, and those of plug-ins.
 *
 * <p>They are for trying things out: {@code http-check} opens the addresses that a job names, and {@code folder-digest}
 * reads the folders, with this process's rights. A product registers its own instead.
 */
final class HostSkills {
    private HostSkills() {}

    static SkillRegistry registry() {
        var skills = new SkillRegistry()
                .register(new FolderDigestSkill())
                .register(new HttpCheckSkill())
                .register(new FlakySkill())
                .register(new CountdownSkill());
        skills.discover();
        return skills;
    }
}
