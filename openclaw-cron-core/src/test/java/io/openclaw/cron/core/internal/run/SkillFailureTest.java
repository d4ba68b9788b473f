package io.openclaw.cron.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.openclaw.cron.CronLimits;
import io.openclaw.cron.core.internal.json.StorableText;
import io.openclaw.cron.spi.SkillException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SkillFailureTest {
    private static final int LIMIT = 1_000;
    private static final String CUT = " … (cut)";

    private final CronLimits limits = CronLimits.builder().errorBytes(LIMIT).build();

    @Test
    void anExceptionIsKeptWithItsClassMessageAndStackTrace() {
        var error = failure(new IllegalStateException("no luck")).error();
        assertThat(error.code()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.message()).isEqualTo("no luck");
        assertThat(error.stack())
                .startsWith("java.lang.IllegalStateException: no luck")
                .contains("SkillFailureTest");
    }

    @Test
    void anExceptionWithoutAMessageIsCalledByItsClass() {
        assertThat(failure(new IllegalStateException()).error().message()).isEqualTo("java.lang.IllegalStateException");
        assertThat(failure(new IllegalStateException(" ")).error().message())
                .isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void aSkillsOwnExceptionHasItsCodeAndKnowsWhetherToRetry() {
        var permanent = failure(SkillException.permanent("no_such_customer", "Customer 7 is gone"));
        assertThat(permanent.error().code()).isEqualTo("no_such_customer");
        assertThat(permanent.retryable()).isFalse();
        assertThat(failure(SkillException.temporary("busy", "later")).retryable())
                .isTrue();
        assertThat(failure(new AssertionError()).retryable()).isTrue();
    }

    @Test
    void aCodeThatIsNoneIsReplacedByTheClass() {
        for (var code : new String[] {null, "", " "}) {
            assertThat(failure(new SkillException(code, "m", true, null))
                            .error()
                            .code())
                    .isEqualTo(SkillException.class.getName());
        }
    }

    @Test
    void aLongCodeIsCutAtAWholeCharacter() {
        var code = failure(SkillException.permanent("x".repeat(254) + "😀", "m"))
                .error()
                .code();
        assertThat(code).isEqualTo("x".repeat(254));
        assertThat(failure(SkillException.permanent("y".repeat(255), "m"))
                        .error()
                        .code())
                .hasSize(255);
    }

    @Test
    void whatIsHostileIsDescribed() {
        var error = failure(new Hostile()).error();
        assertThat(error.code()).isEqualTo(Hostile.class.getName());
        assertThat(error.message()).contains("getMessage").contains("StackOverflowError");
        assertThat(error.stack()).contains("AssertionError");
    }

    @Test
    void aSkillsOwnExceptionMayBeHostileToo() {
        var failure = failure(new HostileSkillException());
        assertThat(failure.error().code()).isEqualTo(HostileSkillException.class.getName());
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void aMessageOfTheLimitIsKeptAndOneByteMoreIsCut() {
        assertThat(message("x".repeat(LIMIT))).isEqualTo("x".repeat(LIMIT));
        var cut = message("x".repeat(LIMIT + 1));
        assertThat(cut).endsWith("x" + CUT);
        assertThat(bytes(cut)).isEqualTo(LIMIT);
    }

    @Test
    void aMessageIsCutAtAWholeCharacterHoweverManyBytesThatHas() {
        for (var character : new String[] {"x", "é", "€", "😀"}) {
            for (var prefix = 0; prefix < 4; prefix++) {
                var cut = message("a".repeat(prefix) + character.repeat(2_000));
                assertThat(bytes(cut)).isBetween(LIMIT - 3, LIMIT);
                assertThat(cut).endsWith(character + CUT).doesNotContain("?", "�");
                assertThat(StorableText.is(cut)).isTrue();
            }
        }
    }

    @Test
    void aMessageOfFewCharactersWithManyBytesIsCutToo() {
        assertThat(message("😀".repeat(251))).endsWith(CUT);
        assertThat(message("😀".repeat(250))).doesNotEndWith(CUT);
        assertThat(message("€".repeat(334))).endsWith(CUT);
        assertThat(message("€".repeat(333))).doesNotEndWith(CUT);
    }

    @Test
    void aHugeMessageAndItsStackTraceAreCut() {
        var error = failure(new IllegalStateException("z".repeat(5_000_000))).error();
        assertThat(bytes(error.message())).isEqualTo(LIMIT);
        assertThat(bytes(error.stack())).isEqualTo(LIMIT);
    }

    private String message(String message) {
        return failure(new IllegalStateException(message)).error().message();
    }

    private SkillFailure failure(Throwable thrown) {
        return new SkillFailure(thrown, limits);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new StackOverflowError("hostile");
        }

        @Override
        public void printStackTrace(PrintWriter writer) {
            throw new AssertionError("hostile");
        }
    }

    static final class HostileSkillException extends SkillException {
        private static final long serialVersionUID = 1L;

        HostileSkillException() {
            super("code", "message", false, null);
        }

        @Override
        public String code() {
            throw new AssertionError("hostile");
        }

        @Override
        public boolean retryable() {
            throw new AssertionError("hostile");
        }
    }
}
