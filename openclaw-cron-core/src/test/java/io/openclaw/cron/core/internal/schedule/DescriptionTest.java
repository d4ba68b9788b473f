package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionTest {
    private final CronExpressions expressions = new CronExpressions();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *               | every minute",
                "* * * * * *             | every second",
                "*/5 * * * *             | every 5 minutes",
                "0-59/5 * * * *          | every 5 minutes",
                "*/7 * * * *             | at every 7th minute from 0 to 56 of every hour",
                "5/15 * * * *            | at minutes 5, 20, 35 and 50 of every hour",
                "5-10 * * * *            | at minutes 5 to 10 of every hour",
                "0 * * * *               | every hour",
                "@hourly                 | every hour",
                "30 * * * *              | every hour at minute 30",
                "0 */3 * * *             | every 3 hours",
                "15 */3 * * *            | every 3 hours from 00:15 to 21:15 every day",
                "0 */6 * * *             | at 00:00, 06:00, 12:00 and 18:00 every day",
                "30 9 * * *              | at 09:30 every day",
                "0 9,17 * * *            | at 09:00 and 17:00 every day",
                "0 9-17 * * *            | every hour from 09:00 to 17:00 every day",
                "*/15 9-17 * * 1-5       | every 15 minutes from 09:00 to 17:59 from Monday to Friday",
                "*/20 1,5,9 * * *        | every 20 minutes in hours 1, 5 and 9 every day",
                "15 30 9 * * *           | at 09:30:15 every day",
                "*/10 * * * * *          | every 10 seconds",
                "15 * * * * *            | every minute at second 15",
                "* * 11 * * *            | every second from 11:00 to 11:59:59 every day",
                "20,40 */2 * * * *       | at seconds 20 and 40 of every 2nd minute",
                "0 9 * * 1               | at 09:00 on Monday",
                "0 9 * * 7               | at 09:00 on Sunday",
                "@weekly                 | at 00:00 on Sunday",
                "0 9 * * MON,WED,FRI     | at 09:00 on Monday, Wednesday and Friday",
                "0 9 * * MON-FRI         | at 09:00 from Monday to Friday",
                "5 4 * * FRI-SUN         | at 04:05 from Friday to Sunday",
                "0 12 * 1,7 SUN-TUE      | at 12:00 on Monday, Tuesday and Sunday in January and July",
                "0 12 * 6-8 *            | at 12:00 every day from June to August",
                "0 0 1 * *               | at 00:00 on day 1 of the month",
                "0 0 1,15 * *            | at 00:00 on days 1 and 15 of the month",
                "0 0 1 1 *               | at 00:00 on day 1 of the month in January",
                "0 0 L * *               | at 00:00 on the last day of the month",
                "0 0 L-1 * *             | at 00:00 on the day before the last day of the month",
                "0 0 L-3 * *             | at 00:00 on the day 3 days before the last day of the month",
                "0 0 LW * *              | at 00:00 on the last weekday (Monday to Friday) of the month",
                "0 0 15W * *             | at 00:00 on the weekday (Monday to Friday) nearest to day 15 of the month",
                "0 0 1,L * *             | at 00:00 on day 1 of the month and the last day of the month",
                "0 0 * * FRIL            | at 00:00 on the last Friday of the month",
                "0 0 * * 0#3             | at 00:00 on the 3rd Sunday of the month",
                "0 0 ? * FRIL,MON#1      | at 00:00 on the last Friday of the month and the 1st Monday of the month",
            })
    void expressionsAreSaidInPlainEnglish(String expression, String phrase) {
        assertThat(expressions.describe(expression, Locale.ENGLISH)).isEqualTo(phrase);
        assertThat(expressions.describe(expression, Locale.CANADA)).isEqualTo(phrase);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 0 13 * 5     | at 00:00 on day 13 of the month and also on Friday",
                "0 0 1-7 * 1    | at 00:00 on days 1 to 7 of the month and also on Monday",
                "0 0 */2 * 1    | at 00:00 on every 2nd day from 1 to 31 of the month, but only if that is Monday",
                "0 0 */10 * 1,5 | at 00:00 on days 1, 11, 21 and 31 of the month, but only if that is Monday or Friday",
                "0 0 13 * */2   | at 00:00 on day 13 of the month, but only if that is Tuesday, Thursday, Saturday or Sunday",
                "0 0 1-31 * 1   | at 00:00 every day",
                "0 0 1,* * 1    | at 00:00 every day",
                "0 0 *,1 * 1    | at 00:00 on Monday",
                "0 0 13 * ?     | at 00:00 on day 13 of the month",
            })
    void theDayRuleIsSaidAsItIs(String expression, String phrase) {
        assertThat(expressions.describe(expression, Locale.ENGLISH)).isEqualTo(phrase);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | */5 * * * *      | jede 5 Minuten",
                "de | 30 9 * * MON-FRI | um 09:30, Montag–Freitag",
                "de | 30 9 1,15 1 *    | um 09:30, Tag 1, 15, Januar",
                "fr | 0 * * * *        | chaque heure",
                "fr | 0 9 * 6-8 0      | à 09:00, dimanche, juin–août",
                "ja | 30 9 * * 1       | 09:30, 月曜日",
            })
    void simpleSchedulesAreSaidInOtherLanguages(String language, String expression, String phrase) {
        assertThat(expressions.describe(expression, Locale.forLanguageTag(language)))
                .isEqualTo(phrase);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "da", "xx", "und", "ar"})
    void whatALanguageCannotSayIsSaidInEnglish(String language) {
        assertThat(expressions.describe("0 0 13 * 5", Locale.forLanguageTag(language)))
                .isEqualTo("at 00:00 on day 13 of the month and also on Friday");
    }

    @Test
    void aLanguageThatIsMissingFallsBackToEnglish() {
        for (var language : List.of("da", "xx", "und", "ar")) {
            assertThat(expressions.describe("30 9 * * 1", Locale.forLanguageTag(language)))
                    .isEqualTo("at 09:30 on Monday");
        }
    }

    @Test
    void everyValidExpressionHasADescriptionInEveryLocale() {
        var random = new RandomSchedules(99);
        var locales = Locale.getAvailableLocales();
        for (int i = 0; i < 2_000; i++) {
            var expression = random.expression();
            var locale = locales[i % locales.length];
            assertThat(expressions.describe(expression, locale))
                    .as("'%s' in %s", expression, locale)
                    .isNotBlank()
                    .doesNotContain("  ", "%s", "null", "\ufffd");
        }
    }
}
