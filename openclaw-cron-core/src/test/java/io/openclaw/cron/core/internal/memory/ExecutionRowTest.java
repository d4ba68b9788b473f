package io.openclaw.cron.core.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.core.internal.lifecycle.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionRowTest {
    /** In order; those with parts of microseconds, and the first and last three, are kept as they are. */
    private static final List<Instant> INSTANTS = List.of(
            Instant.MIN,
            Instant.parse("-200000-01-01T00:00:00.9Z"),
            Instant.parse("-190000-01-01T00:00:00Z"),
            Instant.parse("0000-12-31T23:59:59.000001Z"),
            Instant.parse("1969-12-31T23:59:58.999999Z"),
            Instant.parse("1969-12-31T23:59:59Z"),
            Instant.parse("1969-12-31T23:59:59.000000500Z"),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("1969-12-31T23:59:59.999999001Z"),
            Instant.EPOCH,
            Instant.parse("1970-01-01T00:00:00.000000001Z"),
            Instant.parse("1970-01-01T00:00:00.000001Z"),
            Instant.parse("2026-03-04T12:00:00.123456Z"),
            Instant.parse("2026-03-04T12:00:00.123456789Z"),
            Instant.parse("2026-03-04T12:00:00.123457Z"),
            Instant.parse("+190000-01-01T00:00:00.9Z"),
            Instant.parse("+200000-01-01T00:00:00Z"),
            Instant.MAX);

    private final JobRow job =
            new JobRow(new Organization("acme"), Samples.aJob().build());

    @Test
    void rowsAreInTheOrderOfTheirFiresWhetherOrNotTheyHaveEnded() {
        for (var status : List.of(CronExecutionStatus.PENDING, CronExecutionStatus.COMPLETED)) {
            for (var otherStatus : List.of(CronExecutionStatus.PENDING, CronExecutionStatus.COMPLETED)) {
                agreesWithInstants(ExecutionRow.BY_FIRE, status, otherStatus);
            }
        }
    }

    @Test
    void rowsThatHaveEndedAreInTheOrderOfTheirEnds() {
        agreesWithInstants(ExecutionRow.BY_END, CronExecutionStatus.COMPLETED, CronExecutionStatus.FAILED);
    }

    @Test
    void rowsThatHaveEndedTogetherAreInTheOrderOfTheirIds() {
        var rows = new ArrayList<ExecutionRow>();
        for (var i = 0; i < 10; i++) {
            rows.add(0, row(CronExecutionStatus.COMPLETED, Samples.NOON));
        }
        rows.sort(ExecutionRow.BY_END);
        assertThat(rows).isSortedAccordingTo(ExecutionRow.BY_ID);
    }

    @Test
    void aFireComparesWithAnInstantAsItsInstantDoes() {
        for (var status : List.of(CronExecutionStatus.PENDING, CronExecutionStatus.COMPLETED)) {
            for (var one : INSTANTS) {
                for (var other : INSTANTS) {
                    assertThat(Integer.signum(row(status, one).compareFire(other)))
                            .as("%s %s, %s", status, one, other)
                            .isEqualTo(Integer.signum(one.compareTo(other)));
                }
            }
        }
    }

    @Test
    void aRowOfWhichNobodyKnowsWhenItEndedHasNoPlaceInTheOrderOfEnds() {
        var row = row(CronExecutionStatus.CANCELLED, Samples.NOON);
        var unknown = new ExecutionRow(job, Samples.id());
        unknown.setValue(row.value().toBuilder().completedAt(null).build());
        assertThatThrownBy(() -> ExecutionRow.BY_END.compare(row, unknown)).isInstanceOf(NullPointerException.class);
    }

    private void agreesWithInstants(
            Comparator<ExecutionRow> order, CronExecutionStatus status, CronExecutionStatus otherStatus) {
        for (var one : INSTANTS) {
            for (var other : INSTANTS) {
                if (one != other) {
                    assertThat(Integer.signum(order.compare(row(status, one), row(otherStatus, other))))
                            .as("%s %s, %s %s", status, one, otherStatus, other)
                            .isEqualTo(Integer.signum(one.compareTo(other)));
                }
            }
        }
    }

    /** Due, and ended if it has, at an instant. */
    private ExecutionRow row(CronExecutionStatus status, Instant instant) {
        var execution =
                Samples.reserved(job.job()).status(status).scheduledFor(instant).availableAt(instant);
        var ended = (status.isFinal() ? execution.completedAt(instant) : execution).build();
        var row = new ExecutionRow(job, ended.executionId());
        row.setValue(ended);
        return row;
    }
}
