package io.openclaw.cron.examples.skills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.spi.SkillException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlakySkillTest {
    private final FlakySkill skill = new FlakySkill();

    @Test
    void itFailsTwiceAndThenSucceeds() {
        assertThatThrownBy(() -> attempt(1, Map.of())).isInstanceOf(SkillException.class);
        assertThatThrownBy(() -> attempt(2, Map.of()))
                .isInstanceOfSatisfying(
                        SkillException.class,
                        failure -> assertThat(failure.retryable()).isTrue());
        assertThat(attempt(3, Map.of())).isEqualTo(3);
    }

    @Test
    void howOftenItFailsIsAParameter() {
        assertThat(attempt(1, Map.of("failures", 0))).isEqualTo(1);
        assertThatThrownBy(() -> attempt(3, Map.of("failures", 3L))).hasMessageContaining("attempt 3");
    }

    @Test
    void anImpossibleNumberOfFailuresFailsForGood() {
        for (var impossible : new Object[] {-1, 101, 1.5, "two"}) {
            assertThatThrownBy(() -> attempt(1, Map.of("failures", impossible)))
                    .isInstanceOfSatisfying(
                            SkillException.class,
                            failure -> assertThat(failure.retryable()).isFalse())
                    .hasMessageContaining("0 to 100");
        }
    }

    private Object attempt(int attempt, Map<String, Object> parameters) {
        return skill.execute(FakeSkillContext.request("flaky", parameters), new FakeSkillContext(attempt))
                .output()
                .get("attempts");
    }
}
