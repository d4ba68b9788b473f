package io.openclaw.cron.benchmarks.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestsTest {
    @Test
    void eachRequestIsMadeAfterTheCallOfTheOneBeforeIt() throws Exception {
        var requests = new Requests(3);
        var made = new ArrayList<Integer>();
        var took = requests.make(1, 3, number -> {
            made.add(number);
            requests.called(number, null);
        });
        assertThat(made).isEqualTo(List.of(1, 2));
        assertThat(took.at(0)).isPositive();
    }

    @Test
    void aNumberThatWasNotCalledIsMissedAndOneThatWasCalledTwiceIsRepeated() {
        var requests = new Requests(3);
        requests.called(0, null);
        requests.called(1, null);
        requests.called(1, null);
        assertThat(requests.faults()).isEqualTo(Map.of("missed", 1.0, "repeated", 1.0));
    }
}
