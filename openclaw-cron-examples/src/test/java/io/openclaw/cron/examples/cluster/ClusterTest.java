package io.openclaw.cron.examples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The cluster on real processes, for a few seconds; longer and with everything that can happen, it is a check of its own. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "There are no signals to send")
    void nothingIsLostWhereNodesAreKilled() throws Exception {
        var exitCode = run("--for", "10s", "--nodes", "2", "--only", "kill", "--seed", "1");

        assertThat(exitCode).as(output()).isZero();
        assertThat(output())
                .contains(" is killed")
                .contains("seed 1, 2 nodes, 10 s")
                .contains("Every promise was kept.")
                .doesNotContain("VIOLATED");
    }

    @Test
    void anOptionThatIsWrongIsSaidInOneSentence() throws Exception {
        assertThat(run("--nodes", "many")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("Option --nodes is 'many'").contains("--help");
    }

    @Test
    void theOptionsAreExplained() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(output()).contains("--for").contains("--default-settings");
    }

    private int run(String... args) throws Exception {
        return Cluster.run(args, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }

    private String output() {
        return out.toString(UTF_8);
    }
}
