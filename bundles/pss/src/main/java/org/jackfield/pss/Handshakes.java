package org.jackfield.pss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jackfield.overlay.Overlay;
import org.jackfield.rlp.RlpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges symmetric keys with those whose public keys we know (ethersphere swarm v0.5.8, pss/handshake.go). Each side makes the keys
 * that it opens messages with, and sends them to the other. Only who was set as a peer for the topic is heard. For all threads.
 */
final class Handshakes {

    /** How many messages a key of ours is good for. */
    static final int LIMIT = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Handshakes.class);

    private final Pss pss;
    private final KeyTable keys;
    private final HandshakeKeys table;
    private final Map<Topic, Pss.Registration> topics = new ConcurrentHashMap<>();

    /** Who waits for keys of a peer. */
    private final Map<HandshakeKeys.Peer, CompletableFuture<List<String>>> awaited = new ConcurrentHashMap<>();

    Handshakes(Pss pss, KeyTable keys) {
        this.pss = pss;
        this.keys = keys;
        this.table = new HandshakeKeys(keys);
    }

    HandshakeKeys table() {
        return table;
    }

    /** Answers handshakes of the topic from now on. */
    void add(Topic topic) {
        Pss.Registration added = pss.listen(Interest.in(topic), delivery -> take(topic, delivery));
        Optional.ofNullable(topics.put(topic, added)).ifPresent(Pss.Registration::close);
    }

    void remove(Topic topic) {
        Optional.ofNullable(topics.remove(topic)).ifPresent(Pss.Registration::close);
    }

    /**
     * Sends keys to a peer and asks for others.
     *
     * @param flush even if we have enough of the peer's
     * @return the ids of the keys that come back
     * @throws PssException if we have enough, or the peer is not known for the topic
     */
    CompletableFuture<List<String>> begin(HandshakeKeys.Peer peer, boolean flush) throws PssException {
        int count = flush
                ? HandshakeKeys.WANTED
                : HandshakeKeys.WANTED
                        - table.valid(peer, HandshakeKeys.Way.OUT).size();
        if (count <= 0) {
            throw new PssException("Incoming symmetric key store is already full");
        }
        CompletableFuture<List<String>> wanted = awaited.computeIfAbsent(peer, any -> new CompletableFuture<>());
        wanted.whenComplete((ids, failure) -> awaited.remove(peer, wanted));
        send(peer, count);
        return wanted;
    }

    private void take(Topic topic, Delivery delivery) {
        if (delivery.seal() == Seal.SYMMETRIC) {
            table.use(delivery.key());
            return;
        }
        HandshakeKeys.Peer peer = new HandshakeKeys.Peer(delivery.key(), topic);
        try {
            HandshakeMessage message = HandshakeMessage.decode(delivery.payload());
            if (isKnown(peer) && message.topic().equals(topic)) {
                take(peer, message);
            }
        } catch (RlpException another) {
            // A message of somebody else's under the same topic.
        } catch (PssException e) {
            LOG.debug("no handshake with {}: {}", peer.publicKey(), e.getMessage());
        }
    }

    private void take(HandshakeKeys.Peer peer, HandshakeMessage message) throws PssException {
        List<String> ids = new ArrayList<>();
        for (byte[] key : message.keys()
                .subList(0, Math.min(HandshakeKeys.WANTED, message.keys().size()))) {
            String id = keys.addSymmetric(key, peer.topic(), message.from(), false);
            table.add(peer, HandshakeKeys.Way.OUT, id, message.limit());
            ids.add(id);
        }
        if (message.request() > 0) {
            send(peer, Math.min(HandshakeKeys.WANTED, message.request()));
        }
        if (!ids.isEmpty()) {
            Optional.ofNullable(awaited.get(peer)).ifPresent(wanted -> wanted.complete(ids));
        }
    }

    private void send(HandshakeKeys.Peer peer, int count) throws PssException {
        byte[] publicKey = Sealer.named(peer.publicKey());
        Destination where = Optional.ofNullable(keys.peer(publicKey).get(peer.topic()))
                .orElseThrow(() -> new PssException("Invalid public key"));
        Overlay here = pss.address().orElseThrow(() -> new PssException("there is no address yet"));
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] key = KeyTable.newKey();
            table.add(peer, HandshakeKeys.Way.IN, keys.addSymmetric(key, peer.topic(), where, true), LIMIT);
            made.add(key);
        }
        boolean enough = table.valid(peer, HandshakeKeys.Way.OUT).size() >= HandshakeKeys.WANTED;
        int request = enough ? 0 : HandshakeKeys.WANTED;
        HandshakeMessage message = new HandshakeMessage(Destination.of(here), LIMIT, made, request, peer.topic());
        pss.sendAsymmetric(publicKey, peer.topic(), message.encode());
    }

    private boolean isKnown(HandshakeKeys.Peer peer) {
        return !peer.publicKey().isEmpty()
                && keys.peer(Sealer.named(peer.publicKey())).containsKey(peer.topic());
    }
}
