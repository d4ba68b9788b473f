package io.openclaw.cron.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.examples.skills.FakeSkillContext;
import io.openclaw.cron.spi.SkillException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReminderSkillTest {
    private final List<String> sent = new ArrayList<>();
    private final ReminderSkill skill = new ReminderSkill((key, address) -> sent.add(key + " " + address));

    @Test
    void everyoneIsRemindedWithTheExecutionAsTheKey() throws Exception {
        var context = new FakeSkillContext();

        assertThat(remind(context, List.of("a", "b")).get("sent")).isEqualTo(2);
        assertThat(sent).containsExactly(context.executionId() + " a", context.executionId() + " b");
        assertThat(context.percents()).containsExactly(0, 50);
    }

    @Test
    void withoutAddressesItFailsForGood() {
        for (var wrong : new Object[] {List.of(), "a@b.example"}) {
            assertThatThrownBy(() -> remind(new FakeSkillContext(), wrong))
                    .isInstanceOfSatisfying(
                            SkillException.class,
                            failure -> assertThat(failure.retryable()).isFalse());
        }
    }

    @Test
    void aCancelledRunSendsNoMore() {
        var context = new FakeSkillContext();
        context.onProgress(percent -> context.cancelled());

        assertThatThrownBy(() -> remind(context, List.of("a", "b")))
                .isInstanceOf(InterruptedException.class)
                .hasMessage("stopped after 1 mails");
        assertThat(sent).hasSize(1);
    }

    private Map<String, ?> remind(FakeSkillContext context, Object addresses) throws Exception {
        var request = FakeSkillContext.request("remind", Map.of("addresses", addresses));
        return skill.execute(request, context).output();
    }
}
