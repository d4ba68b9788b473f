package io.openclaw.cron.core.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartStopTest {
    private final List<String> log = new ArrayList<>();
    private final StartStop parts = new StartStop();

    @Test
    void partsStartInOrderAndStopInReverse() {
        parts.then("one", says("start 1"), says("stop 1"))
                .then("two", says("start 2"), says("stop 2"))
                .then("three", says("start 3"), says("stop 3"));
        parts.start();
        parts.stop();
        assertThat(log).containsExactly("start 1", "start 2", "start 3", "stop 3", "stop 2", "stop 1");
    }

    @Test
    void ifOneCannotStartThoseBeforeItAreStoppedAgain() {
        var failure = new IllegalStateException("port taken");
        parts.then("one", says("start 1"), says("stop 1"))
                .then("two", says("start 2"), says("stop 2"))
                .then("three", fails(failure), says("stop 3"))
                .then("four", says("start 4"), says("stop 4"));
        assertThatThrownBy(parts::start).isSameAs(failure);
        assertThat(log).containsExactly("start 1", "start 2", "stop 2", "stop 1");
    }

    @Test
    void anErrorAtTheStartStopsThoseBeforeItToo() {
        parts.then("one", says("start 1"), says("stop 1"))
                .then("two", fails(new LinkageError("no class")), says("stop 2"));
        assertThatThrownBy(parts::start).isInstanceOf(LinkageError.class);
        assertThat(log).containsExactly("start 1", "stop 1");
    }

    @Test
    void whatGoesWrongWhileTheStartIsUndoneIsKeptWithItsCause() {
        var second = new IllegalStateException("and cannot be stopped");
        var third = new AssertionError("nor this");
        parts.then("zero", says("start 0"), says("stop 0"))
                .then("one", says("start 1"), fails(third))
                .then("two", says("start 2"), fails(second))
                .then("three", fails(new IllegalArgumentException("bad")), says("stop 3"));
        assertThatThrownBy(parts::start)
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(thrown -> {
                    assertThat(thrown.getSuppressed()).hasSize(1);
                    var undoing = thrown.getSuppressed()[0];
                    assertThat(undoing).hasMessageContaining("two").hasCause(second);
                    assertThat(undoing.getSuppressed()).hasSize(1);
                    assertThat(undoing.getSuppressed()[0])
                            .hasMessageContaining("one")
                            .hasCause(third);
                });
        assertThat(log).endsWith("stop 0");
    }

    @Test
    void ifOneCannotStopTheOthersAreStoppedAllTheSame() {
        parts.then("one", says("start 1"), says("stop 1"))
                .then("two", says("start 2"), fails(new AssertionError("stuck")))
                .then("three", says("start 3"), says("stop 3"));
        parts.start();
        assertThatCode(parts::stop).doesNotThrowAnyException();
        assertThat(log).endsWith("stop 3", "stop 1");
    }

    @Test
    void aSecondStopDoesNothing() {
        parts.then("one", says("start 1"), says("stop 1"));
        parts.start();
        parts.stop();
        parts.stop();
        assertThat(log).containsExactly("start 1", "stop 1");
    }

    @Test
    void aStopWithoutAStartDoesNothing() {
        parts.then("one", says("start 1"), says("stop 1"));
        parts.stop();
        assertThat(log).isEmpty();
    }

    @Test
    void afterAFailedStartAnotherOneIsPossible() {
        var failures = new ArrayList<>(List.of(new IllegalStateException("store away")));
        parts.then("one", says("start 1"), says("stop 1")).then("two", () -> failNext(failures), says("stop 2"));
        assertThatThrownBy(parts::start).hasMessage("store away");
        parts.start();
        parts.stop();
        assertThat(log).containsExactly("start 1", "stop 1", "start 1", "stop 2", "stop 1");
    }

    private Runnable says(String what) {
        return () -> log.add(what);
    }

    private static void failNext(List<IllegalStateException> failures) {
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
    }

    private static Runnable fails(Throwable failure) {
        return () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        };
    }
}
