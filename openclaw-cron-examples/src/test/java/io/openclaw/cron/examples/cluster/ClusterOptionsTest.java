package io.openclaw.cron.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.examples.cluster.node.NodeSettings;
import io.openclaw.cron.examples.commandline.UsageException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterOptionsTest {
    @Test
    void aMinuteOfEverythingOnThreeNodesUnlessOneSaysOtherwise() {
        var options = ClusterOptions.parse();

        assertThat(options.length()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.nodes()).isEqualTo(3);
        assertThat(options.settings()).isEqualTo(NodeSettings.FAST);
        assertThat(options.disturbances()).containsExactly(Disturbance.values());
    }

    @Test
    void everythingCanBeSaid() {
        var options = ClusterOptions.parse(
                "--for", "5m", "--seed", "-7", "--nodes", "2", "--only", "kill,freeze", "--default-settings");

        assertThat(options.length()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.seed()).isEqualTo(-7);
        assertThat(options.nodes()).isEqualTo(2);
        assertThat(options.settings()).isEqualTo(NodeSettings.DEFAULT);
        assertThat(options.disturbances()).containsExactly(Disturbance.KILL, Disturbance.FREEZE);
    }

    @Test
    void nothingCanBeDisturbed() {
        assertThat(ClusterOptions.parse("--only", "none").disturbances()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--for 60", "--for 0s", "--for 8760h", "--seed x", "--nodes 0", "--only fire", "--only kill,"})
    void whatCannotBeUnderstoodIsRefused(String line) {
        assertThatThrownBy(() -> ClusterOptions.parse(line.split(" "))).isInstanceOf(UsageException.class);
    }
}
