package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.Enode;
import org.jackfield.itest.TestNode;

/** One at an original. What he is told beyond the interface goes to his program by itself, see {@link #program}. */
final class ForeignCorrespondent implements Correspondent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger BORN = new AtomicInteger();

    private final ForeignPeer program;
    private final Enode enode;
    private final String publicKey;

    private ForeignCorrespondent(ForeignPeer program, Enode enode, String publicKey) {
        this.program = program;
        this.enode = enode;
        this.publicKey = publicKey;
    }

    /** Reads everything that is written to him, or to everybody, from now on. Skips the calling test where he cannot be had. */
    static ForeignCorrespondent at(WhisperOriginal original, String... options) throws Exception {
        original.require();
        ForeignPeer program = original.serve(options);
        Enode enode = program.enode();
        program.say("symkey shared " + SHARED_KEY);
        program.await("key");
        program.say("keypair own 0x%064x".formatted(0x7e57 + BORN.incrementAndGet()));
        String publicKey = program.await("key").path("publicKey").asText();
        ForeignCorrespondent correspondent = new ForeignCorrespondent(program, enode, publicKey);
        correspondent.listen("sym", "shared");
        correspondent.listen("to", "own");
        return correspondent;
    }

    private void listen(String kind, String key) throws IOException, InterruptedException {
        ObjectNode criteria = JSON.createObjectNode().put(kind, key);
        criteria.putArray("topics").add(Letter.TOPIC);
        program.say("subscribe " + criteria);
        program.await("subscribed");
    }

    /** Dials a node of ours, and waits for its status. */
    void meet(TestNode node) throws Exception {
        Enode address = node.peers().self();
        dial(address);
        awaitStatus(address);
    }

    /** What go-whisper/serve.go describes. */
    ForeignPeer program() {
        return program;
    }

    @Override
    public Enode enode() {
        return enode;
    }

    @Override
    public String publicKey() {
        return publicKey;
    }

    @Override
    public void dial(Enode other) throws IOException {
        program.say("dial " + other);
    }

    @Override
    public void awaitStatus(Enode other) throws InterruptedException {
        program.await("status", status -> status.path("peer").asText().equals("0x" + other.id()));
    }

    @Override
    public String post(Letter letter, Correspondent reader) throws Exception {
        program.say("post " + order(letter, reader));
        return posted();
    }

    @Override
    public String postDirectly(Letter letter, Correspondent reader) throws Exception {
        program.say("direct " + reader.enode() + " " + order(letter, reader));
        return posted();
    }

    private ObjectNode order(Letter letter, Correspondent reader) {
        ObjectNode order = JSON.createObjectNode()
                .put("ttl", letter.ttl())
                .put("topic", Letter.TOPIC)
                .put("payload", letter.payload())
                .put("powTime", 20)
                .put("powTarget", Letter.WORK);
        if (letter.mode().forOne) {
            order.put("to", reader.publicKey());
        } else {
            order.put("sym", "shared");
        }
        return letter.mode().signed ? order.put("sign", "own") : order;
    }

    private String posted() throws InterruptedException {
        return program.await("posted").path("hash").asText();
    }

    @Override
    public void trust(Correspondent peer) throws IOException, InterruptedException {
        program.say("trust " + peer.enode());
        program.await("trusted");
    }

    @Override
    public JsonNode read(String hash) throws InterruptedException {
        return program.await("message", message -> message.path("hash").asText().equals(hash));
    }

    /** Waits until an envelope is in the pool, and so in the archive of a mail server. */
    void awaitPooled(String hash) throws InterruptedException {
        program.await("envelope", envelope -> envelope.path("hash").asText().equals(hash));
    }

    /**
     * Asks a mail server for everything of the last five minutes under the letters' topic.
     *
     * @param form {@code geth}, {@code status} or {@code list}
     * @return the request's hash
     */
    String ask(Correspondent server, String password, String form) throws Exception {
        return ask(server, password, form, 100, "0x");
    }

    /** The same, but at most {@code limit} envelopes from where {@code cursor} says. */
    String ask(Correspondent server, String password, String form, int limit, String cursor) throws Exception {
        program.say("password mail " + password);
        program.await("key");
        long now = Instant.now().getEpochSecond();
        ObjectNode request = JSON.createObjectNode()
                .put("sym", "mail")
                .put("sign", "own")
                .put("from", now - 300)
                .put("to", now + 300)
                .put("form", form)
                .put("limit", limit)
                .put("cursor", cursor)
                .put("bloom", "0x" + "ff".repeat(64));
        program.say("history " + server.enode() + " " + request);
        return program.await("requested").path("hash").asText();
    }

    @Override
    public void close() {
        program.close();
    }
}
