package io.openclaw.cron.core.internal.schedule;

/** Compiles a grammatical expression into bit masks. */
final class ExpressionCompiler {
    private ExpressionCompiler() {}

    static LocalTimes compile(CronText text) {
        var times = new TimesOfDay(
                mask(FieldRules.SECOND, text), mask(FieldRules.MINUTE, text), (int) mask(FieldRules.HOUR, text));
        var rule = new DayFields(
                ExpressionReader.items(FieldRules.DAY_OF_MONTH, text),
                ExpressionReader.items(FieldRules.DAY_OF_WEEK, text),
                text.needsBothDayFields());
        int months = (int) (mask(FieldRules.MONTH, text) >>> 1);
        return new LocalTimes(new MatchingDays(months, rule), times, text.intervalStyle());
    }

    private static long mask(FieldRules rules, CronText text) {
        return FieldMask.of(rules, ExpressionReader.items(rules, text));
    }
}
