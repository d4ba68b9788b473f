package io.openclaw.cron.examples.measure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.openclaw.cron.examples.commandline.CommandLine;
import io.openclaw.cron.examples.commandline.ConsoleLog;
import io.openclaw.cron.examples.commandline.UsageException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures how much heap WebSocket clients take that are connected and hear nothing.
 *
 * <p>The clients are bare sockets in the same process, so what they take themselves is in the figure, and little.
 */
public final class IdleClients {
    private static final String HELP = """
            Connects WebSocket clients and tells how much more heap is in use.

              --clients N   how many, 1 to 5000 (default 1000)
              --help        this text
            """;

    private static final int CLIENTS_OF_AN_ORGANIZATION = 100;
    private static final int COLLECTIONS = 4;
    private static final double MEBIBYTE = 1 << 20;

    private IdleClients() {}

    /**
     * Prints the figures; ends with exit code 2 if an option is wrong.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) throws IOException {
        ConsoleLog.warningsOnly();
        var exitCode = run(args, System.out, System.err);
        System.out.flush();
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) throws IOException {
        try {
            var line = CommandLine.parse(args, Set.of("--clients"), Set.of("--help"));
            if (line.has("--help")) {
                out.println(HELP);
                return 0;
            }
            out.println(measure(line.number("--clients", 1_000, 1, 5_000)));
            return 0;
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            return 2;
        }
    }

    private static String measure(int clients) throws IOException {
        var sockets = new ArrayList<Socket>();
        try (var host = new LocalHost()) {
            // The first one pays for what all share.
            sockets.add(connect(host, 0));
            var before = usedHeap();
            for (int client = 1; client <= clients; client++) {
                sockets.add(connect(host, client));
            }
            var heap = usedHeap() - before;
            return String.format(
                    Locale.ROOT,
                    "%,d idle clients take %.1f MiB of heap, %.1f KiB each",
                    clients,
                    heap / MEBIBYTE,
                    heap / 1024.0 / clients);
        } finally {
            closeAll(sockets);
        }
    }

    private static Socket connect(LocalHost host, int client) throws IOException {
        var address = host.webSocket();
        var socket = new Socket(address.getHost(), address.getPort());
        var token = host.token("org-" + client / CLIENTS_OF_AN_ORGANIZATION, "user-" + client);
        var request = "GET " + address.getPath() + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        awaitGreeting(socket);
        return socket;
    }

    /** The greeting is the first thing after the headers, and its end is the first closing brace. */
    private static void awaitGreeting(Socket socket) throws IOException {
        var input = socket.getInputStream();
        var next = input.read();
        while (next != '}') {
            if (next < 0) {
                throw new IOException("a client was not let in");
            }
            next = input.read();
        }
    }

    /** What is still in use after a collection: the least of several looks, as other threads allocate meanwhile. */
    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        return IntStream.range(0, COLLECTIONS)
                .mapToLong(look -> {
                    memory.gc();
                    return memory.getHeapMemoryUsage().getUsed();
                })
                .min()
                .orElseThrow();
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }
}
