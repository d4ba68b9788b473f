package io.openclaw.cron.examples.cluster;

import io.openclaw.cron.examples.commandline.UsageException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is done to the cluster. */
enum Disturbance {
    /** A node is killed, and started again. */
    KILL(4),
    /** A node is stopped with {@code SIGSTOP}, mostly until it counts as dead, and goes on. */
    FREEZE(4),
    /** The connections of a node to the database break, and new ones are refused for a while. */
    CUT(2),
    /** Nothing passes over the connections of a node for a while; then all of it does, late. */
    HOLD(2),
    /** PostgreSQL ends at once, as in a crash, and is started again. */
    DATABASE(1),
    /** A node is closed in order, and started again. */
    RESTART(1);

    private final int weight;

    Disturbance(int weight) {
        this.weight = weight;
    }

    /** How often it happens, compared with others. */
    int weight() {
        return weight;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads {@code kill,freeze}; {@code none} is none. */
    static Set<Disturbance> parse(String text) {
        var chosen = EnumSet.noneOf(Disturbance.class);
        if (!text.equals("none")) {
            Arrays.stream(text.split(",", -1)).map(Disturbance::named).forEach(chosen::add);
        }
        return chosen;
    }

    private static Disturbance named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no disturbance '" + name + "'; allowed are "
                        + Arrays.stream(values()).map(Disturbance::toString).collect(Collectors.joining(", "))
                        + ", several with commas in between, and none"));
    }
}
