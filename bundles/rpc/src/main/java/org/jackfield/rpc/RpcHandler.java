package org.jackfield.rpc;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jackfield.rpc.RequestGate.Head;
import org.jackfield.rpc.RequestGate.Refusal;

/** Moves a request's head to the gate, its body to {@link JsonRpc}, and the answer back. */
final class RpcHandler implements HttpHandler {

    private static final long NO_BODY = -1;

    private final Function<Optional<String>, Optional<Refusal>> pass;
    private final RequestGate gate;
    private final OperatorRule rule;
    private final JsonRpc forOperators;
    private final JsonRpc forOthers;

    private RpcHandler(
            Function<Optional<String>, Optional<Refusal>> pass, RequestGate gate, OperatorRule rule, JsonRpc rpc) {
        this.pass = pass;
        this.gate = gate;
        this.rule = rule;
        this.forOperators = rpc.preferring(Subscriptions::unsupported);
        this.forOthers = forOperators.forOthers();
    }

    /** Serves anybody whom the gate lets through. */
    static RpcHandler open(RequestGate gate, OperatorRule rule, JsonRpc rpc) {
        return new RpcHandler(authorization -> Optional.empty(), gate, rule, rpc);
    }

    /** Serves those who know the secret; the operator's methods to nobody. */
    static RpcHandler authenticated(TokenCheck check, RequestGate gate, JsonRpc rpc) {
        return new RpcHandler(check::refuse, gate, new OperatorRule(false), rpc);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> authorization =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
            Optional<Refusal> refusal = pass.apply(authorization).or(() -> gate.refuse(headOf(exchange)));
            if (refusal.isPresent()) {
                refuse(exchange, refusal.get());
                return;
            }
            byte[] body = exchange.getRequestBody().readNBytes(RequestGate.MAX_BODY_BYTES + 1);
            if (body.length > RequestGate.MAX_BODY_BYTES) {
                refuse(exchange, new Refusal(413, "request body too large (>" + RequestGate.MAX_BODY_BYTES + ")"));
                return;
            }
            Optional<String> origin =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"));
            Optional<byte[]> answer = (rule.admits(origin) ? forOperators : forOthers).answer(body);
            send(exchange, 200, "application/json", answer.orElse(new byte[0]));
        }
    }

    private static Head headOf(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        return new Head(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()),
                Optional.ofNullable(headers.getFirst("Host")),
                Optional.ofNullable(headers.getFirst("Content-Type")),
                contentLength(headers),
                exchange.getLocalAddress().getAddress());
    }

    private static long contentLength(Headers headers) {
        String length = headers.getFirst("Content-Length");
        // The server has refused a malformed one already.
        return length == null ? -1 : Long.parseLong(length.strip());
    }

    private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        if (refusal.status() == 405) {
            exchange.getResponseHeaders().set("Allow", "GET, POST");
        }
        String line = refusal.text().isEmpty() ? "" : refusal.text() + "\n";
        send(exchange, refusal.status(), "text/plain; charset=utf-8", line.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodiless ? NO_BODY : body.length);
        // Asked for even if it stays empty: otherwise closing the exchange closes the connection.
        try (OutputStream out = exchange.getResponseBody()) {
            if (!bodiless) {
                out.write(body);
            }
        }
    }
}
