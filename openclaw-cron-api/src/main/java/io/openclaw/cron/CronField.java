package io.openclaw.cron;

/** The fields of a cron expression, in the order of the six-field form. */
public enum CronField {
    /** 0 to 59; only in the six-field form, otherwise 0. */
    SECOND("second"),
    /** 0 to 59. */
    MINUTE("minute"),
    /** 0 to 23. */
    HOUR("hour"),
    /** 1 to 31, and {@code L}, {@code L-n}, {@code LW}, {@code nW}. */
    DAY_OF_MONTH("day of month"),
    /** 1 to 12 or JAN to DEC. */
    MONTH("month"),
    /** 0 to 7 (0 and 7 are Sunday) or SUN to SAT, and {@code dL}, {@code d#k}. */
    DAY_OF_WEEK("day of week");

    private final String label;

    CronField(String label) {
        this.label = label;
    }

    /** The field's name as a person writes it, in English. */
    public String label() {
        return label;
    }
}
