package io.openclaw.cron.jdbc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.ds.PGSimpleDataSource;

/** A line to a PostgreSQL server that can go silent, without either end being told, or be cut. */
public final class TcpLine implements AutoCloseable {
    private static final int BUFFER = 8_192;

    private final PGSimpleDataSource server;
    private final ServerSocket entrance;
    private final List<Pair> pairs = new CopyOnWriteArrayList<>();

    /** A line to a server. */
    public TcpLine(PGSimpleDataSource server) {
        this.server = server;
        try {
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        thread("accept", this::accept);
    }

    /** The server at the other end of the line. */
    public PGSimpleDataSource dataSource() {
        var through = new PGSimpleDataSource();
        through.setURL(server.getURL());
        through.setUser(server.getUser());
        through.setPassword(server.getPassword());
        through.setServerNames(new String[] {entrance.getInetAddress().getHostAddress()});
        through.setPortNumbers(new int[] {entrance.getLocalPort()});
        return through;
    }

    /** From now on nothing gets through on the connections that there are; new ones are not concerned. */
    public void goSilent() {
        pairs.forEach(pair -> pair.silent = true);
    }

    /** Ends the connections that there are. */
    public void cut() {
        pairs.forEach(Pair::close);
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cut();
    }

    private void accept() {
        try {
            while (true) {
                var client = entrance.accept();
                var pair = new Pair(client, new Socket(server.getServerNames()[0], server.getPortNumbers()[0]));
                pairs.add(pair);
                thread("to-server", () -> pair.pump(pair.client, pair.server));
                thread("to-client", () -> pair.pump(pair.server, pair.client));
            }
        } catch (IOException closed) {
            // The end of this line.
        }
    }

    private static void thread(String role, Runnable task) {
        var thread = new Thread(task, "tcp-line-" + role);
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection, in two parts. */
    private static final class Pair {
        private final Socket client;
        private final Socket server;
        private volatile boolean silent;

        Pair(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void pump(Socket from, Socket to) {
            var buffer = new byte[BUFFER];
            try {
                for (var read = from.getInputStream().read(buffer);
                        read >= 0;
                        read = from.getInputStream().read(buffer)) {
                    if (!silent) {
                        to.getOutputStream().write(buffer, 0, read);
                    }
                }
            } catch (IOException cut) {
                // The other direction ends with this one.
            }
            if (!silent) {
                close();
            }
        }

        void close() {
            try (client;
                    server) {
                silent = false;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
