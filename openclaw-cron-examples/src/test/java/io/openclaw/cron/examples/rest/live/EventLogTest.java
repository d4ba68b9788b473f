package io.openclaw.cron.examples.rest.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog log = new EventLog(3, 100);

    private void add(String organization, long... sequences) {
        for (var sequence : sequences) {
            log.add(new Message(sequence, organization, List.of(), "x".repeat(10)));
        }
    }

    private Optional<List<Long>> since(String organization, long sequence) {
        return log.since(organization, sequence)
                .map(messages -> messages.stream().map(Message::sequence).toList());
    }

    @Test
    void whatCameAfterIsKnownInItsOrder() {
        add("acme", 1, 3, 4);
        add("other", 2);
        assertThat(since("acme", 1)).hasValue(List.of(3L, 4L));
        assertThat(since("acme", 2)).hasValue(List.of(3L, 4L));
        assertThat(since("acme", 4)).hasValue(List.of());
        assertThat(since("silent", 4)).hasValue(List.of());
    }

    @Test
    void whatIsGoneIsAGapForThatOrganizationOnly() {
        add("acme", 1, 2, 3, 4, 5);
        assertThat(since("acme", 2)).hasValue(List.of(3L, 4L, 5L));
        assertThat(since("acme", 1)).isEmpty();
        assertThat(since("other", 0)).hasValue(List.of());
    }

    @Test
    void theMostSilentOrganizationIsForgottenWhenAllHaveTooMuch() {
        add("silent", 1);
        add("a", 2, 3, 4);
        add("b", 5, 6, 7);
        add("c", 8, 9, 10);
        add("d", 11);
        assertThat(since("silent", 0)).isEmpty();
        assertThat(since("a", 1)).hasValue(List.of(2L, 3L, 4L));

        add("d", 12);
        assertThat(since("a", 3)).isEmpty();
        assertThat(since("b", 5)).hasValue(List.of(6L, 7L));
        assertThat(since("d", 10)).hasValue(List.of(11L, 12L));
    }

    @Test
    void oneMessageThatIsTooLargeIsForgottenAtOnce() {
        log.add(new Message(1, "acme", List.of(), "x".repeat(200)));
        assertThat(since("acme", 0)).isEmpty();
        add("acme", 2);
        assertThat(since("acme", 1)).hasValue(List.of(2L));
    }
}
