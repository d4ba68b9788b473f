package io.openclaw.cron.examples.cluster.check;

/** Looks whether one promise was kept. */
@FunctionalInterface
interface Check {
    /** Looks at the evidence and adds what there is to tell. */
    void look(Evidence evidence, Findings findings);
}
