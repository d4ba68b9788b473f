package io.openclaw.cron.examples.rest.http;

import io.openclaw.cron.examples.rest.error.Refusal;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What is refused before it gets to an endpoint, such as an address that is none: in the same envelope as all else. */
final class JettyErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = response.getStatus();
        // Nobody has read the body, if there is one, so nothing can come after it on this connection.
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        var refusal = Refusal.of(status, status < 500 ? "malformed" : "internal", HttpStatus.getMessage(status));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Replies.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(Replies.bytes(refusal)), callback);
        return true;
    }
}
