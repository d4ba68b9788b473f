package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing depends on the JVM's default locale or zone. Alone, because it changes both. */
@Isolated
class DefaultLocaleTest {
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    /** Turkish and Azeri have a dotted capital I, Arabic and Persian other digits, Thai another calendar. */
    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "az", "ar-EG-u-nu-arab", "fa-IR", "th-TH-u-ca-buddhist-nu-thai", "de"})
    void theDefaultLocaleMakesNoDifference(String tag) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Australia/Lord_Howe"));
        var expressions = new CronExpressions();

        assertThat(expressions.fireTimes("30 9 * jun FRI", ZoneOffset.UTC).next(Instant.EPOCH))
                .contains(Instant.parse("1970-06-05T09:30:00Z"));
        assertThat(expressions.parse("@WEEKLY").hours()).isEqualTo("0");
        assertThat(expressions.describe("30 9 * * fri", Locale.ENGLISH)).isEqualTo("at 09:30 on Friday");
        assertThat(expressions.describe("30 9 * * fri", Locale.ROOT)).isEqualTo("at 09:30 on Friday");
        assertThat(expressions.describe("30 9 * * fri", Locale.forLanguageTag("xx")))
                .isEqualTo("at 09:30 on Friday");
        assertThat(expressions.describe("*/15 9-17 L-12 * *", Locale.ENGLISH))
                .isEqualTo("every 15 minutes from 09:00 to 17:59 on the day 12 days before the last day of the month");
        assertThat(expressions.describe("*/15 * * * *", Locale.FRENCH)).isEqualTo("chaque 15 minutes");
        assertThat(expressions
                        .validate("61 * * * *", "utc+1", Instant.EPOCH)
                        .errors()
                        .get(0)
                        .message())
                .isEqualTo("minute, position 0 ('61'): out of range; allowed are 0 to 59");
        assertThat(expressions
                        .validate("x".repeat(256), "UTC", Instant.EPOCH)
                        .errors()
                        .get(0)
                        .reason())
                .isEqualTo("the expression has 256 characters; at most 255 are allowed");
    }
}
