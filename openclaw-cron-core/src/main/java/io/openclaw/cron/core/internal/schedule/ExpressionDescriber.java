package io.openclaw.cron.core.internal.schedule;

import java.util.Locale;

/** Says an expression in words: in the language asked for if the schedule is simple, otherwise in English. */
final class ExpressionDescriber {
    private ExpressionDescriber() {}

    /**
     * Describes an expression.
     *
     * @param canFire whether there is any date on which it fires
     */
    static String describe(CronText text, boolean canFire, Locale locale) {
        if (canFire && isForeign(locale)) {
            var words = LocalizedWords.in(locale).flatMap(language -> language.describe(text));
            if (words.isPresent()) {
                return words.get();
            }
        }
        return english(text) + (canFire ? "" : ", which never happens");
    }

    private static boolean isForeign(Locale locale) {
        var language = locale.getLanguage();
        return !language.isEmpty() && !language.equals(Locale.ENGLISH.getLanguage());
    }

    private static String english(CronText text) {
        var times = new EnglishTimes(text);
        var days = new EnglishDays(text);
        var time = LocalizedWords.in(Locale.ENGLISH)
                .flatMap(language -> language.time(text))
                .orElseGet(times::describe);
        var everyDay = days.everyDay() && !times.aroundTheClock() ? " every day" : "";
        return (time + everyDay + " " + days.describe()).strip();
    }
}
