package org.jackfield.mail;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerDirectory;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Effort;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeRelay;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.envelopes.HistoryRequest;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.KeyRing;
import org.jackfield.messages.MessageException;
import org.jackfield.messages.Messenger;
import org.jackfield.messages.NewMessage;
import org.jackfield.messages.Recipient;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks in the open, or seals what is asked: signed by a pair made for this request alone, as servers want any signature and
 * need not know whose.
 */
@Component
public final class SealingMailClient implements MailClient {

    private static final Logger LOG = LoggerFactory.getLogger(SealingMailClient.class);

    /** What a server asks of requests unless told otherwise, whatever it asks of peers (go-ethereum, whisper/whisperv6/doc.go). */
    private static final double USUAL_WORK = 0.2;

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final Duration SEAL_TIME = Duration.ofSeconds(30);

    private final PeerDirectory peers;
    private final EnvelopeRelay relay;
    private final KeyRing keys;
    private final Messenger messenger;

    @Activate
    public SealingMailClient(
            @Reference PeerDirectory peers,
            @Reference EnvelopeRelay relay,
            @Reference KeyRing keys,
            @Reference Messenger messenger) {
        this.peers = peers;
        this.relay = relay;
        this.keys = keys;
        this.messenger = messenger;
    }

    @Override
    public CompletableFuture<HistoryEnd> ask(NodeId server, Query query) throws MessageException {
        check(query);
        Peer peer = peers.peer(server)
                .orElseThrow(() -> new MessageException("peer " + server.shortHex() + " is not connected"));
        return query.symmetric().isEmpty()
                ? relay.request(server, open(peer, query)).toCompletableFuture()
                : askSealed(server, query.symmetric().get(), payload(peer, query));
    }

    private HistoryRequest open(Peer peer, Query query) throws MessageException {
        if (!speaksWaku(peer)) {
            throw new MessageException("peer " + peer.id().shortHex()
                    + " takes sealed requests only, as it does not speak waku/1: the server's password is needed");
        }
        byte[] id = new byte[Hash.BYTES];
        RANDOM.nextBytes(id);
        return new HistoryRequest.Open(
                Hash.of(id),
                query.from(),
                query.to(),
                query.limit(),
                query.cursor(),
                StatusPayload.interest(query.topics()),
                query.topics());
    }

    private CompletableFuture<HistoryEnd> askSealed(NodeId server, String keyId, byte[] payload)
            throws MessageException {
        String signer = keys.holdPair();
        try {
            CompletableFuture<Envelope> sealing =
                    messenger.prepare(message(keyId, signer, payload, work(server)), share -> {});
            CompletableFuture<HistoryEnd> answer =
                    sealing.thenCompose(envelope -> relay.request(server, new HistoryRequest.Sealed(envelope)));
            answer.whenComplete((end, failure) -> sealing.cancel(true));
            sealing.whenComplete((envelope, failure) -> letGo(signer));
            return answer;
        } catch (MessageException e) {
            letGo(signer);
            throw e;
        }
    }

    private double work(NodeId server) {
        double asked = relay.traits(server).map(PeerTraits::minWork).orElse(0.0);
        return Math.max(USUAL_WORK, asked);
    }

    private static NewMessage message(String keyId, String signer, byte[] payload, double work) {
        // Any topic does, and this one tells nothing.
        return new NewMessage(
                new Recipient.Holders(keyId),
                Optional.of(signer),
                0,
                new Topic(RANDOM.nextInt()),
                payload,
                Optional.empty(),
                new Effort(work, SEAL_TIME));
    }

    private void letGo(String pair) {
        try {
            keys.delete(pair);
        } catch (MessageException e) {
            LOG.debug("The ring has let go of the pair before: {}", e.getMessage());
        }
    }

    private static byte[] payload(Peer peer, Query query) throws MessageException {
        boolean paged = query.limit() > 0 || query.cursor().length > 0;
        boolean status =
                query.form() == Query.Form.STATUS || query.form() == Query.Form.FITTING && knowsStatusForm(peer);
        if (status) {
            return StatusPayload.encode(query.from(), query.to(), query.topics(), query.limit(), query.cursor());
        }
        if (paged) {
            throw new MessageException("geth's form of a request has neither limit nor cursor");
        }
        return GethPayload.encode(query.from(), query.to(), StatusPayload.interest(query.topics()));
    }

    private static boolean knowsStatusForm(Peer peer) {
        return speaksWaku(peer) || peer.clientId().startsWith("Jackfield/");
    }

    private static boolean speaksWaku(Peer peer) {
        return peer.shared().stream().anyMatch(capability -> capability.name().equals("waku"));
    }

    private static void check(Query query) throws MessageException {
        if (query.from() < 0 || query.to() > Selection.LATEST || query.from() > query.to()) {
            throw new MessageException(
                    "a time is asked for by seconds of 32 bits, got " + query.from() + " to " + query.to());
        }
        if (query.limit() < 0 || query.limit() > Selection.LATEST) {
            throw new MessageException("a limit has 32 bits, got " + query.limit());
        }
        if (query.topics().size() > StatusPayload.MAX_TOPICS) {
            throw new MessageException("at most " + StatusPayload.MAX_TOPICS + " topics, got "
                    + query.topics().size());
        }
        if (query.cursor().length != 0 && query.cursor().length != ArchiveKey.BYTES) {
            throw new MessageException("a cursor has " + ArchiveKey.BYTES + " bytes, got " + query.cursor().length);
        }
    }
}
