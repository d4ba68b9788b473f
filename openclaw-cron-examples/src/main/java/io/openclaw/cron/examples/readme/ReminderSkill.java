package io.openclaw.cron.examples.readme;

import io.openclaw.cron.spi.Skill;
import io.openclaw.cron.spi.SkillContext;
import io.openclaw.cron.spi.SkillException;
import io.openclaw.cron.spi.SkillRequest;
import io.openclaw.cron.spi.SkillResult;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reminds everyone on a list: the example of a skill that reports progress, can be stopped, and is safe to repeat. */
public final class ReminderSkill implements Skill {
    private final Mailer mailer;

    /** What sends the mails. */
    public interface Mailer {
        /** Sends one mail, or does nothing if it has sent one with this key to this address already. */
        void send(UUID idempotencyKey, String address);
    }

    /** Creates the skill. */
    public ReminderSkill(Mailer mailer) {
        this.mailer = mailer;
    }

    @Override
    public String name() {
        return "remind";
    }

    @Override
    public SkillResult execute(SkillRequest request, SkillContext context) throws InterruptedException {
        if (!(request.parameters().get("addresses") instanceof List<?> addresses) || addresses.isEmpty()) {
            throw SkillException.permanent("no_addresses", "Parameter 'addresses' must be a list that is not empty");
        }
        for (int sent = 0; sent < addresses.size(); sent++) {
            if (Thread.interrupted() || context.isCancelled()) {
                throw new InterruptedException("stopped after " + sent + " mails");
            }
            context.progress("sending", 100 * sent / addresses.size(), sent + " of " + addresses.size());
            mailer.send(context.executionId(), addresses.get(sent).toString());
        }
        return SkillResult.of(Map.of("sent", addresses.size()));
    }
}
