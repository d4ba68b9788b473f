package io.openclaw.cron.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronField;
import io.openclaw.cron.CronFieldError;
import io.openclaw.cron.spi.SkillException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CronExceptionsTest {
    private static final UUID ID = UUID.fromString("0192f000-0000-7000-8000-000000000001");
    private static final CronFieldError ERROR =
            new CronFieldError(CronField.MINUTE, 0, "61", "is out of range; allowed are 0 to 59");

    static List<CronException> all() {
        return List.of(
                new InvalidJobException("jobName", "is missing; allowed are 1 to 255 characters"),
                new InvalidCronExpressionException("61 * * * *", List.of(ERROR)),
                new InvalidQueryException("limit", "is 0; allowed are 1 to 200"),
                new InvalidConfigurationException("heartbeat", "is PT0S"),
                new JobNotFoundException(ID),
                new ExecutionNotFoundException(ID),
                JobConflictException.version(ID, 4, 5),
                new QuotaExceededException("Organization acme has 100 jobs, which is the most"),
                new CronStoreException("Claiming failed", new IllegalStateException("connection")));
    }

    @ParameterizedTest
    @MethodSource("all")
    void survivesBeingSentToAnotherProcess(CronException exception) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(exception);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isInstanceOf(exception.getClass()).hasToString(exception.toString());
        }
    }

    @Test
    void tellsOfABrokenRule() {
        var exception = new InvalidJobException("priority", "is 10; allowed are 0 to 9");

        assertThat(exception).hasMessage("Job is not valid: priority is 10; allowed are 0 to 9");
        assertThat(exception.field()).isEqualTo("priority");
        assertThat(exception.reason()).isEqualTo("is 10; allowed are 0 to 9");
    }

    @Test
    void tellsOfAllThatIsWrongWithAnExpressionAndOfTheFirstByItself() {
        var second = new CronFieldError(null, 10, "", "a field is missing");
        var exception = new InvalidCronExpressionException("61 * * * ", List.of(ERROR, second));

        assertThat(exception)
                .hasMessage("Cron expression '61 * * * ' is not valid: minute, position 0 ('61'): is out of range;"
                        + " allowed are 0 to 59; position 10: a field is missing");
        assertThat(exception.errors()).containsExactly(ERROR, second);
        assertThat(exception.position()).isZero();
        assertThat(exception.reason()).isEqualTo(ERROR.reason());
    }

    @Test
    void cutsAnExpressionThatIsLong() {
        var exception = new InvalidCronExpressionException("x".repeat(1_000), List.of(ERROR));

        assertThat(exception).hasMessageContaining("'" + "x".repeat(80) + "…'").hasMessageNotContaining("x".repeat(81));
    }

    @Test
    void doesNotComplainOfAnExpressionWithoutAReason() {
        assertThatThrownBy(() -> new InvalidCronExpressionException("x", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsOfEachKindOfConflict() {
        assertThat(JobConflictException.version(ID, 4, 5))
                .hasMessage(
                        "Job " + ID + " was changed meanwhile (expected version 4, found 5); reload it and try again");
        assertThat(JobConflictException.key(ID, "nightly"))
                .hasMessage("The job key 'nightly' is taken by another job of this organization");
        assertThat(JobConflictException.state(ID, "is disabled").jobId()).isEqualTo(ID);
        assertThat(JobConflictException.state(ID, "is disabled")).hasMessage("Job " + ID + " is disabled");
    }

    @Test
    void tellsNothingOfOtherOrganizations() {
        assertThat(new JobNotFoundException(ID)).hasMessage("There is no job " + ID + " in this organization");
        assertThat(new ExecutionNotFoundException(ID))
                .hasMessage("There is no execution " + ID + " in this organization");
    }

    @Test
    void letsASkillSayWhetherItIsWorthARetry() {
        assertThat(SkillException.permanent("gone", "m").retryable()).isFalse();
        assertThat(SkillException.temporary("busy", "m").retryable()).isTrue();
        assertThat(SkillException.temporary("busy", "m").code()).isEqualTo("busy");
    }
}
