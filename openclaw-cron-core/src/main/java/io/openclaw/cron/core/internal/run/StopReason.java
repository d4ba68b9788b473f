package io.openclaw.cron.core.internal.run;

/** Why a skill is interrupted. */
public enum StopReason {
    /** Its time is up: a failed attempt. */
    TIMEOUT,
    /** Somebody cancelled it: it ends as cancelled. */
    CANCELLED,
    /** The node cannot tell whether it still owns it: it goes back, and its outcome may be refused. */
    FENCED,
    /** The node stops: it goes back. */
    SHUTDOWN
}
