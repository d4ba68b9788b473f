package io.openclaw.cron.examples.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between one node and the database: passes on what it gets, unless it is cut or held. Thread-safe. */
final class Link {
    private static final int BUFFER = 16 * 1024;

    private enum State {
        OPEN,
        /** Nothing passes, but nothing is lost either. */
        HELD,
        /** Connections break. */
        CUT,
        CLOSED
    }

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Thread acceptor;
    /** Guarded by this. */
    private final List<Thread> pumps = new ArrayList<>();
    /** Guarded by this. */
    private State state = State.OPEN;

    /**
     * Opens a port on this machine.
     *
     * @param name of the node, for the names of threads
     * @param target the port that it leads to
     */
    Link(String name, int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.acceptor = new Thread(this::accept, "link-" + name);
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Breaks all connections, and refuses new ones. */
    void cut() {
        become(State.CUT);
        sockets.forEach(Link::closeQuietly);
    }

    /** Lets nothing pass, in either direction. */
    void hold() {
        become(State.HELD);
    }

    /** Lets everything pass; what was held first of all. */
    void open() {
        become(State.OPEN);
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connect(server.accept());
            } catch (IOException closedOrUnreachable) {
                // Closed: the loop ends. Otherwise the node sees a broken connection, and tries again.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        try {
            var far = new Socket(InetAddress.getLoopbackAddress(), target);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            sockets.addAll(List.of(near, far));
            // In this order: whoever cuts the link changes the state first, and closes all sockets then.
            if (broken()) {
                closeQuietly(near);
                closeQuietly(far);
            }
            pump(near, far);
            pump(far, near);
        } catch (IOException away) {
            closeQuietly(near);
            throw away;
        }
    }

    private synchronized boolean broken() {
        return state == State.CUT || state == State.CLOSED;
    }

    private synchronized void pump(Socket from, Socket to) {
        pumps.removeIf(pump -> !pump.isAlive());
        var pump = new Thread(() -> pass(from, to), acceptor.getName());
        pumps.add(pump);
        pump.start();
    }

    private void pass(Socket from, Socket to) {
        var buffer = new byte[BUFFER];
        try (from;
                to) {
            var input = from.getInputStream();
            var output = to.getOutputStream();
            for (var read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                awaitPassage();
                output.write(buffer, 0, read);
            }
            awaitPassage();
        } catch (IOException broken) {
            // One end has gone, or the link was cut: the other end hears of it by the closing.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private synchronized void awaitPassage() throws InterruptedException {
        while (state == State.HELD) {
            wait();
        }
    }

    /** Breaks all connections, and frees the port. */
    void end() throws IOException, InterruptedException {
        become(State.CLOSED);
        server.close();
        sockets.forEach(Link::closeQuietly);
        acceptor.join();
        for (var pump : runningPumps()) {
            pump.join();
        }
    }

    private synchronized List<Thread> runningPumps() {
        return List.copyOf(pumps);
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It was broken already.
        }
    }
}
