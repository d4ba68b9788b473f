package io.openclaw.cron.core.internal.memory;

import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What is due of one priority, in order, in four lanes. They are apart because they differ in what a claim may do with them:
 * it never walks along a lane of which it could take nothing.
 */
final class PriorityLevel implements Iterable<NavigableSet<Due>> {
    /** Enabled jobs without a live execution: planned if there is room. */
    final NavigableSet<Due> idle = new TreeSet<>(Due.ORDER);

    /** Enabled jobs with a live execution that allow overlap: planned once they are due; ahead of it if there is room. */
    final NavigableSet<Due> sharing = new TreeSet<>(Due.ORDER);

    /** Enabled jobs with a live execution that do not allow overlap: planned once they are due. */
    final NavigableSet<Due> busy = new TreeSet<>(Due.ORDER);

    /** Waiting executions whose turn it is: claimed if there is room. */
    final NavigableSet<Due> ready = new TreeSet<>(Due.ORDER);

    private final List<NavigableSet<Due>> all = List.of(idle, sharing, busy, ready);

    @Override
    public Iterator<NavigableSet<Due>> iterator() {
        return all.iterator();
    }
}
