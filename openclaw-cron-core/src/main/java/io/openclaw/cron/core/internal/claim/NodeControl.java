package io.openclaw.cron.core.internal.claim;

import io.openclaw.cron.CronNode;
import io.openclaw.cron.NodeId;
import io.openclaw.cron.spi.CronStore;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drains and resumes nodes, this one and others, and lists them. */
public final class NodeControl {
    private static final Logger log = LoggerFactory.getLogger(NodeControl.class);

    private final CronStore store;
    private final NodeSession session;
    private final Drain drain;

    /** Controls the nodes of this store. */
    public NodeControl(CronStore store, NodeSession session, Drain drain) {
        this.store = store;
        this.session = session;
        this.drain = drain;
    }

    /** Drains this node; completes when it is idle. */
    public CompletionStage<Void> drain() {
        var node = session.node();
        store.drain(node, true);
        log.info("node={} is drained: it takes nothing new", node);
        return drain.begin(node);
    }

    /** Lets this node take work again. */
    public void resume() {
        var node = session.node();
        store.drain(node, false);
        log.info("node={} takes work again", node);
        drain.end();
    }

    /** Drains a node, or lets it take work again; tells whether there is such a node. */
    public boolean drain(NodeId node, boolean draining) {
        if (node.equals(session.node())) {
            if (draining) {
                drain();
            } else {
                resume();
            }
            return true;
        }
        return store.drain(node, draining);
    }

    /** The nodes that the store knows. */
    public List<CronNode> nodes() {
        return store.nodes();
    }
}
