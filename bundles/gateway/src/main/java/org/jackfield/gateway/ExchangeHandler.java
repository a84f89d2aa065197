package org.jackfield.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ResponseUtils;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Moves a request to the router, and its reply back, on the request's own thread. */
final class ExchangeHandler extends Handler.Abstract {

    private static final int BUFFER_BYTES = 32 * 1024;
    private static final BzzUri NOWHERE = new BzzUri("", "", "", false);

    private final HostRule rule;
    private final Router router;
    private final long maxBodyBytes;

    ExchangeHandler(HostRule rule, Router router, long maxBodyBytes) {
        this.rule = rule;
        this.router = router;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        BoundedBody body = new BoundedBody(Content.Source.asInputStream(request), maxBodyBytes);
        try {
            Reply reply = reply(request, body);
            UnreadBody unread = new UnreadBody(request);
            boolean dropped = !unread.isNothing();
            if (dropped) {
                // The caller is to know that this connection takes no other call.
                ResponseUtils.ensureNotPersistent(request, response);
            }
            send(request, response, reply);
            if (dropped && isComing(request, body)) {
                unread.drop(callback);
            } else {
                callback.succeeded();
            }
        } catch (IOException e) {
            // A part has gone out already: all that can be done is to cut it off.
            callback.failed(e);
        }
        return true;
    }

    /** Whether the caller may still be sending: not if it was to wait for our word and never got it. */
    private static boolean isComing(Request request, BoundedBody body) {
        return body.isBegun() || !request.getHeaders().contains(HttpHeader.EXPECT);
    }

    private Reply reply(Request request, BoundedBody body) {
        Call call = call(request, NOWHERE, Map.of(), body);
        try {
            rule.check(call.header("host"), call.header("origin"), local(request));
            if (call.length() > maxBodyBytes) {
                throw new Refusal(413, "content length too large (" + call.length() + ">" + maxBodyBytes + ")");
            }
            String path = request.getHttpURI().getPath();
            Optional<BzzUri> uri = BzzUri.parse(path);
            if (uri.isEmpty()) {
                return Root.answer(path).orElseThrow(() -> Refusal.notFound("Not Found"));
            }
            return router.answer(call(request, uri.get(), query(request), body));
        } catch (Refusal e) {
            return router.problem(call, e.status(), e.getMessage());
        }
    }

    private static Call call(Request request, BzzUri uri, Map<String, String> query, BoundedBody body) {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), String.valueOf(field.getValue()));
        }
        return new Call(request.getMethod(), uri, query, headers, request.getLength(), body);
    }

    private static Map<String, String> query(Request request) throws Refusal {
        Map<String, String> query = new HashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request, StandardCharsets.UTF_8)) {
                query.putIfAbsent(field.getName(), String.valueOf(field.getValue()));
            }
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("a malformed query");
        }
        return query;
    }

    private static InetAddress local(Request request) {
        return request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress address
                ? address.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private static void send(Request request, Response response, Reply reply) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (reply.length() >= 0 && reply.status() != 304) {
            response.getHeaders().put("Content-Length", reply.length());
        }
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        try (OutputStream out = Response.asBufferedOutputStream(request, response)) {
            reply.body().writeTo(out);
        }
    }
}
