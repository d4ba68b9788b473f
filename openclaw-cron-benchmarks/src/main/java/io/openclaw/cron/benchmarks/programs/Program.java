package io.openclaw.cron.benchmarks.programs;

import java.util.Map;

/** The kinds of workloads. */
public enum Program {
    DRAIN,
    CLUSTER,
    SECONDS,
    INSTANT,
    CREATE,
    CREATE_ONE_BY_ONE,
    IDLE,
    START_UP,
    STEADY,
    QUERIES,
    REQUEST_TO_RUN,
    OWN_TIME,
    GROWTH;

    /** Runs something once. */
    @FunctionalInterface
    interface Measurement {
        /** Runs it, and tells what was measured, by name. */
        Map<String, Double> figures() throws Exception;
    }

    Measurement of(Assignment assignment) {
        return switch (this) {
            case DRAIN -> new Drain(assignment);
            case CLUSTER -> new ClusterDrain(assignment);
            case SECONDS -> new EverySecond(assignment);
            case INSTANT -> new OneInstant(assignment);
            case CREATE -> new BulkCreation(assignment);
            case CREATE_ONE_BY_ONE -> new OneByOneCreation(assignment);
            case IDLE -> new Idle(assignment);
            case START_UP -> new StartUp(assignment);
            case STEADY -> new Steady(assignment);
            case QUERIES -> new Queries(assignment);
            case REQUEST_TO_RUN -> new RequestToRun(assignment);
            case OWN_TIME -> new OwnTime(assignment);
            case GROWTH -> new Growth(assignment);
        };
    }
}
