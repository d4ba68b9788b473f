package io.openclaw.cron.jdbc.internal;

import io.openclaw.cron.CronExecution;
import io.openclaw.cron.CronExecutionStatus;
import io.openclaw.cron.spi.ClaimResult;
import io.openclaw.cron.spi.JobExecution;
import io.openclaw.cron.spi.OwnedExecution;
import io.openclaw.cron.spi.Recorded;
import io.openclaw.cron.spi.StoreListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What one transaction tells other nodes.
 *
 * @param workChanged whether there may be more to claim, or sooner
 * @param withdrawn executions that had been reserved and must not start
 * @param cancelRequested running executions that shall be cancelled
 */
public record Signal(boolean workChanged, List<OwnedExecution> withdrawn, Set<UUID> cancelRequested) {
    /** Nothing that others need to know. */
    public static final Signal NONE = new Signal(false, List.of(), Set.of());

    /** Work has changed. */
    public static final Signal WORK = new Signal(true, List.of(), Set.of());

    /** In place of a signal that is too long, or that there is none for: look it all up. */
    static final String LOOK_UP = "!";

    /** PostgreSQL takes less than 8,000 bytes. */
    private static final int MAX_BYTES = 7_900;

    private static final int FIELDS = 3;
    private static final int CLAIM_PARTS = 3;
    private static final String NO_CLAIM = "-";

    /** What a claim tells besides what it reserved: what a newer fire has replaced. */
    public static Signal of(ClaimResult result) {
        var ended = withdrawn(
                List.of(), result.ended().stream().map(JobExecution::execution).toList());
        return new Signal(false, ended.withdrawn, Set.copyOf(result.cancelRequested()));
    }

    /** What a cancellation tells. */
    public static Signal ofCancelled(CronExecution execution) {
        return switch (execution.status()) {
            case PENDING, RUNNING -> new Signal(false, List.of(), Set.of(execution.executionId()));
            case CANCELLED -> withdrawn(List.of(), List.of(execution));
            default -> NONE;
        };
    }

    /** What a record tells: there is something to claim for others if something waits or has ended. */
    static Signal of(List<Recorded> recorded) {
        return recorded.stream()
                        .map(Recorded::execution)
                        .anyMatch(execution -> execution != null && execution.status() != CronExecutionStatus.RUNNING)
                ? WORK
                : NONE;
    }

    boolean isEmpty() {
        return !workChanged && withdrawn.isEmpty() && cancelRequested.isEmpty();
    }

    /** Executions that have ended while a node held them, together with what is said already. */
    public static Signal withdrawn(Collection<OwnedExecution> deleted, Collection<CronExecution> ended) {
        var all = new ArrayList<>(deleted);
        ended.stream()
                .filter(execution -> execution.node() != null)
                .map(OwnedExecution::of)
                .forEach(all::add);
        return new Signal(true, all, Set.of());
    }

    /** The signal as text of letters that need no quotes; fields are separated by semicolons. */
    String encode() {
        var text = (workChanged ? "w" : "") + ";"
                + withdrawn.stream().map(Signal::encode).collect(Collectors.joining(",")) + ";"
                + cancelRequested.stream().map(UUID::toString).collect(Collectors.joining(","));
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES ? LOOK_UP : text;
    }

    private static String encode(OwnedExecution execution) {
        return execution.executionId() + ":" + execution.fence() + ":"
                + (execution.claimId() == null ? NO_CLAIM : execution.claimId());
    }

    /** Tells a listener what a text says; what it does not understand, such as that of a later version, counts as missed. */
    static void tell(String text, StoreListener listener) {
        Signal signal;
        try {
            signal = decode(text);
        } catch (IllegalArgumentException foreign) {
            listener.missed();
            return;
        }
        if (!signal.withdrawn.isEmpty()) {
            listener.withdrawn(signal.withdrawn);
        }
        if (!signal.cancelRequested.isEmpty()) {
            listener.cancelRequested(signal.cancelRequested);
        }
        if (signal.workChanged) {
            listener.workChanged();
        }
    }

    private static Signal decode(String text) {
        var fields = text.split(";", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("no signal of this version");
        }
        var withdrawn = new ArrayList<OwnedExecution>();
        for (var execution : items(fields[1])) {
            var parts = execution.split(":", -1);
            if (parts.length != CLAIM_PARTS) {
                throw new IllegalArgumentException("no execution");
            }
            withdrawn.add(new OwnedExecution(
                    UUID.fromString(parts[0]),
                    Long.parseLong(parts[1]),
                    parts[2].equals(NO_CLAIM) ? null : UUID.fromString(parts[2])));
        }
        var cancelRequested = new HashSet<UUID>();
        for (var id : items(fields[2])) {
            cancelRequested.add(UUID.fromString(id));
        }
        return new Signal(!fields[0].isEmpty(), withdrawn, cancelRequested);
    }

    private static String[] items(String field) {
        return field.isEmpty() ? new String[0] : field.split(",", -1);
    }
}
