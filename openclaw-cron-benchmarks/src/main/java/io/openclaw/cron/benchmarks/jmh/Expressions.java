package io.openclaw.cron.benchmarks.jmh;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;

/** Typical expressions, each in the words of each library. They name the same fire times. */
public enum Expressions {
    EVERY_MINUTE("* * * * *", "0 * * * * ?", "0 * * * * *"),
    EVERY_15_SECONDS("*/15 * * * * *", "0/15 * * * * ?", "*/15 * * * * *"),
    EVERY_5_MINUTES("*/5 * * * *", "0 0/5 * * * ?", "0 */5 * * * *"),
    HOURLY("0 * * * *", "0 0 * * * ?", "0 0 * * * *"),
    OFFICE_HOURS("*/10 8-18 * * MON-FRI", "0 0/10 8-18 ? * MON-FRI", "0 */10 8-18 * * MON-FRI"),
    WEEKDAYS("0 9 * * MON-FRI", "0 0 9 ? * MON-FRI", "0 0 9 * * MON-FRI"),
    NIGHTLY("30 2 * * *", "0 30 2 * * ?", "0 30 2 * * *"),
    MONTHLY("0 0 1 * *", "0 0 0 1 * ?", "0 0 0 1 * *"),
    QUARTERLY("0 6 1 1,4,7,10 *", "0 0 6 1 1,4,7,10 ?", "0 0 6 1 1,4,7,10 *"),
    LAST_DAY("0 0 L * *", "0 0 0 L * ?", "0 0 0 L * *"),
    NEAREST_WEEKDAY("0 9 15W * *", "0 0 9 15W * ?", "0 0 9 15W * *"),
    FIRST_MONDAY("0 9 * * MON#1", "0 0 9 ? * MON#1", "0 0 9 * * MON#1"),
    LEAP_DAY("0 0 29 2 *", "0 0 0 29 2 ?", "0 0 0 29 2 *");

    /** A zone with clock changes. */
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final int STARTS = 64;

    final String ours;
    final String quartz;
    final String spring;

    Expressions(String ours, String quartz, String spring) {
        this.ours = ours;
        this.quartz = quartz;
        this.spring = spring;
    }

    /** Instants spread over four years, so that no library computes the same answer again and again. */
    static Instant[] starts() {
        var starts = new Instant[STARTS];
        Arrays.setAll(starts, i -> Instant.ofEpochSecond(1_767_225_600L + i * 1_971_013L));
        return starts;
    }
}
