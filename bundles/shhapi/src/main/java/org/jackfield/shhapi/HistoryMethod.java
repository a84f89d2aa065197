package org.jackfield.shhapi;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.api.NodeId;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcObject;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.mail.MailClient;
import org.jackfield.mail.Query;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;

/**
 * {@code requestMessages}: asks a mail server. The envelopes come as direct messages, to filters with {@code allowP2P}; the
 * answer says where they have ended.
 */
record HistoryMethod(MailClient client, KeyRing ring, Patience patience, Clock clock) {

    private static final long WAIT_SECONDS = 20;

    /** Where it is not said from when on (status-go, services/shhext). */
    private static final Duration USUAL_SPAN = Duration.ofDays(1);

    Object call(RpcParams params) throws RpcException, InterruptedException {
        params.atMost(1);
        RpcObject fields = params.object(0);
        NodeId server = params.read(0, value -> PeerUrl.parse(fields.read("mailServerPeer", String::valueOf)));
        Optional<String> password = params.read(0, value -> Values.text(fields, "password"));
        Optional<String> key = params.read(0, value -> Values.text(fields, "symKeyID"));
        if (password.isPresent() && key.isPresent()) {
            throw RpcException.failed("specify either a symmetric key or a password");
        }
        if (password.isEmpty()) {
            Query query = params.read(0, value -> query(fields, key));
            return ask(server, query);
        }
        String held = hold(password.get());
        try {
            Query query = params.read(0, value -> query(fields, Optional.of(held)));
            return ask(server, query);
        } finally {
            letGo(held);
        }
    }

    private Map<String, Object> ask(NodeId server, Query query) throws RpcException, InterruptedException {
        HistoryEnd end = patience.await(
                () -> client.ask(server, query),
                WAIT_SECONDS,
                "the mail server has not said within " + WAIT_SECONDS + " seconds that it is done");
        if (end.error().isPresent()) {
            throw RpcException.failed("the mail server refused: " + end.error().get());
        }
        Map<String, Object> json = new HashMap<>();
        json.put("requestHash", end.request().hex());
        json.put("last", end.last().map(Hash::hex).orElse(null));
        json.put("cursor", Values.hex(end.cursor()));
        return json;
    }

    private Query query(RpcObject fields, Optional<String> key) {
        long to = fields.optional("to", Values::uint32).orElse(clock.instant().getEpochSecond());
        return new Query(
                key,
                fields.optional("form", HistoryMethod::form).orElse(Query.Form.FITTING),
                fields.optional("from", Values::uint32).orElse(Math.max(0, to - USUAL_SPAN.toSeconds())),
                to,
                Values.topics(fields, "topics"),
                Values.uint32(fields, "limit"),
                Values.data(fields, "cursor").orElse(new byte[0]));
    }

    private static Query.Form form(Object name) {
        return Stream.of(Query.Form.values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not geth, status or fitting"));
    }

    private String hold(String password) throws RpcException {
        try {
            return ring.holdPassword(password);
        } catch (MessageException e) {
            throw RpcException.failed(e.getMessage());
        }
    }

    private void letGo(String key) throws RpcException {
        try {
            ring.delete(key);
        } catch (MessageException e) {
            throw RpcException.failed(e.getMessage());
        }
    }
}
