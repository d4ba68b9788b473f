package io.openclaw.cron.examples.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MeasureTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

    /** On a machine that stops for a second a fire may be skipped, since the one before has not ended; that is counted as well. */
    @Test
    void aFewJobsAreCalledEverySecondAndNeverTwiceNorEarly() throws Exception {
        var exitCode = Punctuality.run(
                new String[] {"--jobs", "20", "--seconds", "3", "--warm-up", "1", "--max-concurrent", "20"},
                out(),
                err());

        assertThat(written.toString(UTF_8))
                .containsPattern("warm-up   20 fires: [0-9]+ missed, 0 doubled, 0 early")
                .containsPattern("measured  60 fires: [0-9]+ missed, 0 doubled, 0 early")
                .containsPattern("late by p50 [0-9.]+ ms, p90 [0-9.]+ ms, p99 [0-9.]+ ms, p99.9 [0-9.]+ ms, max");
        var overall = Pattern.compile("overall   80 fires: ([0-9]+) missed, 0 doubled, 0 early")
                .matcher(written.toString(UTF_8));
        assertThat(overall.find()).isTrue();
        var missed = Integer.parseInt(overall.group(1));
        assertThat(missed).isLessThan(80);
        assertThat(exitCode).isEqualTo(missed == 0 ? 0 : 1);
    }

    @Test
    void jobsAreCreatedInBothWays() {
        assertThat(Registration.run(new String[] {"--jobs", "500"}, out(), err()))
                .isZero();

        assertThat(written.toString(UTF_8))
                .containsPattern("in batches of 10000: 500 jobs in [0-9.]+ s, [0-9.]+ us and ")
                .containsPattern("one by one: 500 jobs in ");
    }

    @Test
    void everyEventComesToEveryClientOfItsOrganization() throws Exception {
        var options = new String[] {
            "--organizations", "2", "--clients", "3", "--rate", "50", "--warm-up", "1", "--seconds", "1"
        };
        assertThat(EventDelivery.run(options, out(), err())).isZero();

        assertThat(written.toString(UTF_8))
                .contains(
                        "1 node(s), 2 organizations with 3 clients each, 50 events/s in all, 1 s: 150 deliveries, 0 missing, p50");
    }

    @Test
    void clientsWaitForAnswersAndNoRequestFails() throws Exception {
        var options = new String[] {"--jobs", "200", "--clients", "2", "--warm-up", "1", "--seconds", "1"};
        assertThat(RequestLatency.run(options, out(), err())).isZero();

        assertThat(written.toString(UTF_8))
                .contains("200 jobs, 2 clients, 1 s")
                .containsPattern(
                        "(?s)create +[0-9,]+ .*history +[0-9,]+ .*list +[0-9,]+ \\([0-9,]+/s\\)  p50 [0-9.]+ ms, p99");
    }

    @Test
    void idleClientsTakeHeapThatIsTold() throws Exception {
        assertThat(IdleClients.run(new String[] {"--clients", "20"}, out(), err()))
                .isZero();

        assertThat(written.toString(UTF_8))
                .containsPattern("20 idle clients take -?[0-9.]+ MiB of heap, -?[0-9.]+ KiB each");
    }

    @Test
    void wrongOptionsEndWithCodeTwo() throws Exception {
        assertThat(Punctuality.run(new String[] {"--jobs", "0"}, out(), err())).isEqualTo(2);
        assertThat(Registration.run(new String[] {"--tasks", "1"}, out(), err()))
                .isEqualTo(2);
        assertThat(EventDelivery.run(new String[] {"--rate", "0"}, out(), err()))
                .isEqualTo(2);
        assertThat(RequestLatency.run(new String[] {"--clients", "0"}, out(), err()))
                .isEqualTo(2);
        assertThat(IdleClients.run(new String[] {"--clients", "many"}, out(), err()))
                .isEqualTo(2);

        assertThat(complaints.toString(UTF_8)).contains("Option --jobs is '0'").contains("Unknown option '--tasks'");
    }

    @Test
    void helpMeasuresNothing() throws Exception {
        assertThat(Punctuality.run(new String[] {"--help"}, out(), err())).isZero();
        assertThat(Registration.run(new String[] {"--help"}, out(), err())).isZero();
        assertThat(EventDelivery.run(new String[] {"--help"}, out(), err())).isZero();
        assertThat(RequestLatency.run(new String[] {"--help"}, out(), err())).isZero();
        assertThat(IdleClients.run(new String[] {"--help"}, out(), err())).isZero();

        assertThat(written.toString(UTF_8)).contains("--max-concurrent").doesNotContain("missed");
    }

    private PrintStream out() {
        return new PrintStream(written, true, UTF_8);
    }

    private PrintStream err() {
        return new PrintStream(complaints, true, UTF_8);
    }
}
