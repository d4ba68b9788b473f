package io.openclaw.cron.examples.cluster.node;

import io.openclaw.cron.CronManagerConfig;
import java.time.Duration;
import java.util.List;

/** How soon nodes notice each other's death. */
public enum NodeSettings {
    /** The library's defaults: within ten seconds. */
    DEFAULT,
    /** So soon that a minute holds many deaths: within two seconds. */
    FAST;

    /** The configuration of a node. */
    public CronManagerConfig config(String nodeName) {
        var config = CronManagerConfig.builder().nodeName(nodeName).maxConcurrentJobs(40);
        if (this == FAST) {
            config.heartbeat(Duration.ofMillis(250))
                    .selfFenceAfter(Duration.ofMillis(1_200))
                    .deadAfter(Duration.ofMillis(1_800))
                    .pollInterval(Duration.ofMillis(500))
                    .fireAhead(Duration.ofMillis(1_000))
                    .misfireThreshold(Duration.ofSeconds(2))
                    .retryDelay(Duration.ofMillis(200))
                    .shutdownGrace(Duration.ofSeconds(1));
        }
        return config.build();
    }

    /** How long a node may be silent before others take over. */
    public Duration deadAfter() {
        return config("none").deadAfter();
    }

    /**
     * What a host should say to PostgreSQL and its driver: an answer that does not come is a failure, and a transaction of
     * somebody who says nothing more gives its locks back.
     */
    public String connectionSettings() {
        var seconds = Math.max(2, deadAfter().toSeconds() / 2);
        return String.join(
                "&",
                List.of(
                        "connectTimeout=" + seconds,
                        "socketTimeout=" + seconds,
                        "options=-c%20idle_in_transaction_session_timeout="
                                + deadAfter().toMillis()));
    }
}
