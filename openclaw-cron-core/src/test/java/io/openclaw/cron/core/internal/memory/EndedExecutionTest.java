package io.openclaw.cron.core.internal.memory;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionError;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndedExecutionTest {
    @Test
    void givesBackEverythingThatCanBeSaidOfAnExecution() {
        var execution = Samples.everything().build();
        var defaults = CronExecution.builder(Samples.id(), Samples.id(), "", "").build();

        assertThat(Arrays.stream(CronExecution.class.getRecordComponents())
                        .filter(component -> Objects.equals(value(component, execution), value(component, defaults))))
                .as("components that this test leaves at their defaults")
                .isEmpty();
        assertThat(kept(execution, null)).isEqualTo(execution);
    }

    @Test
    void givesBackAnExecutionThatHasNothingButWhatItMustHave() {
        var execution = CronExecution.builder(Samples.id(), Samples.id(), "acme", "ann")
                .status(CronExecutionStatus.CANCELLED)
                .build();

        assertThat(kept(execution, null)).isEqualTo(execution);
    }

    @Test
    void sharesWhatItHasInCommonWithTheOneBefore() {
        var first = requireNonNull(EndedExecution.of(completed(0), null));
        var second = requireNonNull(EndedExecution.of(completed(1), first));

        assertThat(second.common()).isSameAs(first.common());
    }

    @Test
    void sharesNothingWithOneThatEndedInAnotherWay() {
        var first = requireNonNull(EndedExecution.of(completed(0), null));
        var failed = completed(1).toBuilder()
                .status(CronExecutionStatus.FAILED)
                .error(CronExecutionError.of("code", "message"))
                .build();

        assertThat(kept(failed, first)).isEqualTo(failed);
    }

    @ParameterizedTest
    @MethodSource("inCommon")
    void sharesNothingWithOneThatDiffersInOneThing(RecordComponent component) {
        var first = Samples.everything().build();
        var defaults = CronExecution.builder(Samples.id(), Samples.id(), "", "").build();
        var second = with(component, value(component, defaults), first);

        assertThat(second).isNotEqualTo(first);
        assertThat(kept(second, EndedExecution.of(first, null))).isEqualTo(second);
        assertThat(kept(first, EndedExecution.of(second, null))).isEqualTo(first);
    }

    private static Stream<RecordComponent> inCommon() {
        var ownOfEach = Set.of(
                "executionId", "claimId", "scheduledFor", "availableAt", "startedAt", "completedAt", "executionTime");
        return Arrays.stream(CronExecution.class.getRecordComponents())
                .filter(component -> !ownOfEach.contains(component.getName()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "0000-12-31T23:59:59.000001Z",
                "2500-01-01T00:00:00.123456Z",
                "+200000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z",
                "-1000000000-01-01T00:00:00Z",
                "2026-03-04T12:00:00.000000001Z"
            })
    void keepsEveryInstantAsItIs(Instant instant) {
        var execution = completed(0).toBuilder()
                .scheduledFor(instant)
                .availableAt(instant)
                .startedAt(instant)
                .completedAt(instant)
                .build();

        assertThat(stored(execution)).isEqualTo(execution);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.000000001S", "PT-1S", "PT2562047788015215H"})
    void keepsEveryDurationAsItIs(Duration took) {
        var execution = completed(0).toBuilder().executionTime(took).build();

        assertThat(stored(execution)).isEqualTo(execution);
    }

    private static CronExecution kept(CronExecution execution, EndedExecution before) {
        return requireNonNull(EndedExecution.of(execution, before)).execution(execution.executionId());
    }

    private static CronExecution stored(CronExecution execution) {
        var job = new JobRow(new Organization("acme"), Samples.aJob().build());
        var row = new ExecutionRow(job, execution.executionId());
        row.setValue(execution);
        return row.value();
    }

    private static CronExecution completed(int minute) {
        var fireAt = Samples.NOON.plusSeconds(60L * minute);
        return CronExecution.builder(Samples.id(), new UUID(1, 2), "acme", "ann")
                .status(CronExecutionStatus.COMPLETED)
                .scheduledFor(fireAt)
                .availableAt(fireAt)
                .startedAt(fireAt.plusNanos(1_000))
                .completedAt(fireAt.plusNanos(5_000))
                .executionTime(Duration.ofNanos(3_999))
                .claimId(Samples.id())
                .build();
    }

    private static CronExecution with(RecordComponent changed, @Nullable Object value, CronExecution execution) {
        var components = CronExecution.class.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = Arrays.stream(components)
                .map(component -> component.getName().equals(changed.getName()) ? value : value(component, execution))
                .toArray();
        try {
            return CronExecution.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static @Nullable Object value(RecordComponent component, CronExecution execution) {
        try {
            return component.getAccessor().invoke(execution);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
