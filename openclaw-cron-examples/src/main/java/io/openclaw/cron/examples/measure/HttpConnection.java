package io.openclaw.cron.examples.measure;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A client's connection, kept from one request to the next. It does as little as a client can, in the thread of the caller: what it
 * took would count as the host's, which shares the processors with it. Not thread-safe.
 */
final class HttpConnection implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final String CHUNKED = "transfer-encoding: chunked";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Connects to the host of an address. */
    HttpConnection(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = socket.getOutputStream();
    }

    /** Sends a whole request, reads the whole answer, and returns its status. */
    int exchange(byte[] request) throws IOException {
        out.write(request);
        out.flush();
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var length = 0;
        var chunked = false;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var folded = header.toLowerCase(Locale.ROOT);
            if (folded.startsWith(LENGTH)) {
                length = Integer.parseInt(folded.substring(LENGTH.length()).strip());
            }
            chunked |= folded.equals(CHUNKED);
        }
        if (chunked) {
            skipChunks();
        } else {
            in.skipNBytes(length);
        }
        return status;
    }

    private void skipChunks() throws IOException {
        for (var size = chunkSize(); size > 0; size = chunkSize()) {
            in.skipNBytes(size);
            line();
        }
        line();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The host has closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
