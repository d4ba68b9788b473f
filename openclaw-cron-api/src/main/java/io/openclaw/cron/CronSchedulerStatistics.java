package io.openclaw.cron;

/**
 * What a node is doing, and what waits in the store.
 *
 * @param node the node
 * @param scheduledJobs enabled jobs in the store
 * @param queuedExecutions executions in the store whose time has come and that wait for a node
 * @param running executions whose skill runs on this node
 * @param waiting executions on this node whose time has come and that wait for a permit
 * @param reserved executions that this node holds ahead of their time
 * @param runaway executions on this node whose skill was interrupted and has not ended
 * @param outcomes what this node has recorded since it started
 * @param refusedOutcomes outcomes of this node that the store refused since it started, because another node had
 *     taken the execution over
 * @param droppedEvents events that were dropped since the start because a publisher was too slow
 */
public record CronSchedulerStatistics(
        NodeId node,
        long scheduledJobs,
        long queuedExecutions,
        int running,
        int waiting,
        int reserved,
        int runaway,
        OutcomeCounts outcomes,
        long refusedOutcomes,
        long droppedEvents) {}
