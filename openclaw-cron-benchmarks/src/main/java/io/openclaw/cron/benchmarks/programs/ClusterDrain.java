package io.openclaw.cron.benchmarks.programs;

import static io.openclaw.cron.benchmarks.programs.Assignment.NOTHING;

import io.openclaw.cron.benchmarks.peers.Called;
import io.openclaw.cron.benchmarks.peers.Peer;
import io.openclaw.cron.benchmarks.peers.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A backlog that several processes, each of them a node, work off together. */
final class ClusterDrain implements Program.Measurement {
    private final Assignment assignment;

    ClusterDrain(Assignment assignment) {
        this.assignment = assignment;
    }

    @Override
    public Map<String, Double> figures() throws Exception {
        var size = assignment.size();
        var nodes = new ArrayList<NodeProcess>();
        try {
            for (int i = 0; i < size.processes(); i++) {
                nodes.add(new NodeProcess(assignment));
            }
            // Each of them has run as many executions before as the only one of a smaller cluster.
            var warmUp = size.jobs() * size.processes();
            return new Drain(assignment, warmUp, called -> new Cluster(assignment.peer(NOTHING), nodes, called))
                    .figures();
        } finally {
            nodes.forEach(NodeProcess::end);
        }
    }

    /** All of them as one. What is asked of any of them is asked of one in this process, which is not started. */
    private record Cluster(Peer asked, List<NodeProcess> nodes, Called called) implements Peer {
        @Override
        public void create(List<Work> work) throws Exception {
            asked.create(work);
            for (var node : nodes) {
                node.make(called);
            }
        }

        @Override
        public void start() throws Exception {
            for (var node : nodes) {
                node.start();
            }
        }

        @Override
        public long left() throws SQLException {
            return asked.left();
        }

        @Override
        public long history(long expected) throws SQLException {
            return asked.history(expected);
        }

        @Override
        public void close() throws Exception {
            for (var node : nodes) {
                node.stop();
            }
            asked.close();
        }
    }
}
