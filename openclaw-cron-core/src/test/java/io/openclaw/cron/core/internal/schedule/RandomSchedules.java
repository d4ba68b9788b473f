package io.openclaw.cron.core.internal.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Random expressions, zones and instants, with a liking for trouble; the same seed gives the same ones. */
final class RandomSchedules {
    private static final List<String> ODD_ZONES = List.of(
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Antarctica/Troll",
            "Pacific/Chatham",
            "Africa/Casablanca",
            "Europe/Dublin",
            "America/Havana",
            "America/St_Johns",
            "Africa/Cairo",
            "Asia/Kathmandu",
            "Africa/El_Aaiun",
            "Asia/Tehran",
            "America/Sao_Paulo",
            "Antarctica/Casey",
            "Asia/Pyongyang",
            "Africa/Monrovia",
            "America/Caracas",
            "Asia/Gaza",
            "Pacific/Kwajalein",
            "America/Scoresbysund",
            "Antarctica/Macquarie",
            "Asia/Beirut",
            "America/Asuncion",
            "Europe/Berlin",
            "America/New_York",
            "Europe/London",
            "UTC");
    private static final List<String> ALL_ZONES = List.copyOf(new TreeSet<>(ZoneId.getAvailableZoneIds()));
    private static final List<String> MONTHS = List.of("JAN", "feb", "Mar", "APR", "MAY", "JUN", "jul", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "mon", "Tue", "WED", "THU", "FRI", "SAT");
    private static final List<String> MACROS =
            List.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
    private static final Instant FIRST_CHANGE = Instant.parse("1890-01-01T00:00:00Z");
    private static final long LAST_INSTANT =
            Instant.parse("2120-01-01T00:00:00Z").getEpochSecond();
    private static final long FIRST_INSTANT =
            Instant.parse("1850-01-01T00:00:00Z").getEpochSecond();

    private final Random random;

    RandomSchedules(long seed) {
        this.random = new Random(seed);
    }

    String expression() {
        if (oneIn(60)) {
            return pick(MACROS);
        }
        var fields = new ArrayList<String>();
        if (oneIn(4)) {
            fields.add(oneIn(2) ? "0" : numbers(0, 59));
        }
        fields.add(numbers(0, 59));
        // Most clock changes happen in the first hours of the day.
        fields.add(oneIn(2) ? numbers(0, 23) : oneIn(2) ? numbers(0, 4) : "*");
        fields.add(oneIn(2) ? "*" : oneIn(10) ? "?" : list(this::dayOfMonth));
        fields.add(oneIn(2) ? "*" : oneIn(3) ? pick(MONTHS) : numbers(1, 12));
        fields.add(oneIn(2) ? "*" : oneIn(10) ? "?" : list(this::dayOfWeek));
        return String.join(oneIn(20) ? " \t" : " ", fields);
    }

    ZoneId zone() {
        return oneIn(12) ? ZoneId.ofOffset("", offset()) : ZoneId.of(oneIn(3) ? pick(ALL_ZONES) : pick(ODD_ZONES));
    }

    /** Half of them within a few hours of a clock change, many of those to the second. */
    Instant instant(ZoneId zone) {
        var anywhere = Instant.ofEpochSecond(
                FIRST_INSTANT + (long) (random.nextDouble() * (LAST_INSTANT - FIRST_INSTANT)), nanos());
        if (oneIn(3)) {
            return anywhere;
        }
        var change = zone.getRules().nextTransition(anywhere.isBefore(FIRST_CHANGE) ? FIRST_CHANGE : anywhere);
        if (change == null) {
            change = zone.getRules().previousTransition(anywhere);
        }
        return change == null ? anywhere : near(change);
    }

    private Instant near(ZoneOffsetTransition change) {
        long seconds = switch (random.nextInt(5)) {
            case 0 -> random.nextInt(5) - 2;
            case 1 -> change.getDuration().toSeconds() + random.nextInt(5) - 2;
            case 2 -> random.nextInt(86_400) - 43_200;
            default -> random.nextInt(14_400) - 7_200;
        };
        return change.getInstant().plusSeconds(seconds).plusNanos(nanos());
    }

    private String dayOfMonth() {
        return switch (random.nextInt(9)) {
            case 0 -> "L";
            case 1 -> "LW";
            case 2 -> "L-" + between(1, 30);
            case 3, 4 -> between(1, 31) + "W";
            default -> number(1, 31);
        };
    }

    private String dayOfWeek() {
        return switch (random.nextInt(8)) {
            case 0 -> between(0, 7) + "L";
            case 1 -> pick(WEEKDAYS) + "L";
            case 2 -> between(0, 7) + "#" + between(1, 5);
            case 3 -> pick(WEEKDAYS) + "#" + between(1, 5);
            case 4 -> pick(WEEKDAYS);
            case 5 -> oneIn(2) ? "FRI-SUN" : "sun-Tue/2";
            default -> number(0, 7);
        };
    }

    private String numbers(int min, int max) {
        return list(() -> number(min, max));
    }

    private String number(int min, int max) {
        int from = between(min, max);
        int to = between(from, max);
        return switch (random.nextInt(8)) {
            case 0 -> "*";
            case 1 -> "*/" + between(1, Math.max(1, max));
            case 2 -> from + "-" + to;
            case 3 -> from + "-" + to + "/" + between(1, Math.max(1, max));
            case 4 -> max == 4 ? "" + from : from + "/" + between(1, max);
            default -> oneIn(10) ? "0" + from : "" + from;
        };
    }

    private String list(Supplier<String> item) {
        var list = item.get();
        while (oneIn(5)) {
            list += "," + item.get();
        }
        return list;
    }

    private ZoneOffset offset() {
        return ZoneOffset.ofTotalSeconds(between(-64_800, 64_800));
    }

    private int nanos() {
        return oneIn(2) ? 0 : random.nextInt(1_000_000_000);
    }

    private int between(int min, int max) {
        return min + random.nextInt(max - min + 1);
    }

    private boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
