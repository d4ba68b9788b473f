package io.openclaw.cron.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openclaw.cron.benchmarks.peers.PeerKind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    @Test
    void commandLinesNameWorkloadsAndPeersInSmallLettersWithHyphens() {
        assertThat(Workload.of("start-up-1-000-000")).isEqualTo(Workload.START_UP_1_000_000);
        assertThat(PeerKind.values())
                .allSatisfy(peer -> assertThat(PeerKind.of(peer.id())).isEqualTo(peer));
        assertThatThrownBy(() -> Workload.of("drain")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eachWorkloadHasATitleOfItsOwnAndIsRunByThisLibrary() {
        assertThat(Arrays.stream(Workload.values()).map(Workload::title)).doesNotHaveDuplicates();
        assertThat(Workload.values())
                .allSatisfy(workload ->
                        assertThat(workload.peers()).contains(PeerKind.OPENCLAW).doesNotHaveDuplicates());
    }

    @Test
    void aSlowPeerDrainsFewerJobs() {
        assertThat(Workload.DRAIN_10.size(PeerKind.QUARTZ).jobs()).isEqualTo(5_000);
        assertThat(Workload.DRAIN_10.size(PeerKind.JOBRUNR).jobs()).isEqualTo(50_000);
    }

    @Test
    void onlyWhatIsMeasuredBesideALargeHistorySharesADatabase() {
        assertThat(Arrays.stream(Workload.values()).filter(Workload::sharesDatabase))
                .containsExactly(Workload.STEADY, Workload.QUERIES);
    }
}
