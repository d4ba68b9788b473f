package io.openclaw.cron.examples.cluster.check;

import io.openclaw.cron.examples.fencing.FenceGuard.Claim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Once a newer claim has written, every write of an older one is refused, and none of the newest. */
final class GuardedWrites implements Check {
    private static final Comparator<Claim> AGE = Comparator.comparing(
                    (Claim claim) -> claim.executionId().toString())
            .thenComparing(Claim::fence);

    @Override
    public void look(Evidence evidence, Findings findings) {
        var newest = new HashMap<String, Claim>();
        var olderAccepted = new ArrayList<String>();
        evidence.writes().stream()
                .filter(Write::accepted)
                .sorted(Comparator.comparingLong(Write::number))
                .forEach(write -> {
                    var seen = newest.get(write.key());
                    if (seen != null && AGE.compare(write.claim(), seen) < 0) {
                        olderAccepted.add(write + " was accepted after one of " + seen);
                    } else {
                        newest.put(write.key(), write.claim());
                    }
                });
        var refused =
                evidence.writes().stream().filter(write -> !write.accepted()).toList();
        findings.figure("guarded writes", evidence.writes().size());
        findings.figure("refused to an older claim", refused.size());
        findings.none("older claims let through", olderAccepted);
        findings.none("newest claims refused", newestRefused(refused, newest));
    }

    private static List<String> newestRefused(List<Write> refused, Map<String, Claim> newest) {
        return refused.stream()
                .filter(write ->
                        !newest.containsKey(write.key()) || AGE.compare(write.claim(), newest.get(write.key())) >= 0)
                .map(write -> write + " was refused, though none was newer")
                .toList();
    }
}
