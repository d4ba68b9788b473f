package io.openclaw.cron.core.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CivilMonthsTest {

    @Test
    void everyDayOfTwoCyclesIsInTheMonthThatJavaTimeSays() {
        var first = LocalDate.of(-101, 1, 1).toEpochDay();
        for (long day = first; day < first + 2L * CivilMonths.DAYS_PER_CYCLE; day++) {
            var date = LocalDate.ofEpochDay(day);
            long month = CivilMonths.monthOf(day);
            if (month != date.getYear() * 12L + date.getMonthValue() - 1
                    || CivilMonths.monthOfYear(month) != date.getMonthValue() - 1
                    || day - CivilMonths.firstDayOf(month) != date.getDayOfMonth() - 1
                    || CivilMonths.weekdayOf(day) != date.getDayOfWeek().getValue() - 1) {
                assertThat(date).as("wrong").isNull();
            }
        }
    }
}
