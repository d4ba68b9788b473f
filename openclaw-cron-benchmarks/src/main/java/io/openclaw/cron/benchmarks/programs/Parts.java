package io.openclaw.cron.benchmarks.programs;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names of figures of runs that have several parts, such as one for each query: the part's name comes first. */
public final class Parts {
    private static final String END = ": ";

    private Parts() {}

    /** What the names of a part's figures begin with. */
    public static String prefix(String part) {
        return part + END;
    }

    /** Which figure a name is of, whatever part it belongs to. */
    public static String figure(String name) {
        return name.contains(END) ? name.substring(name.indexOf(END) + END.length()) : name;
    }

    /** The parts that some figures are of, in their order; none if the run has no parts. */
    public static Set<String> among(Set<String> figures) {
        return figures.stream()
                .filter(figure -> figure.contains(END))
                .map(figure -> figure.substring(0, figure.indexOf(END)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Figures as those of a part. */
    static Map<String, Double> of(String part, Map<String, Double> figures) {
        var named = new TreeMap<String, Double>();
        figures.forEach((figure, value) -> named.put(prefix(part) + figure, value));
        return named;
    }
}
