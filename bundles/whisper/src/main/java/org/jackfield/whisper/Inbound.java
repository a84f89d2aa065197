package org.jackfield.whisper;

import java.io.IOException;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeSeat;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.RejectedEnvelopeException;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the packets of a peer that has sent its status. On the session's thread. */
final class Inbound {

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final Dialect dialect;
    private final RemotePeer peer;
    private final EnvelopeSeat seat;
    private final Optional<Confirmations> confirmations;
    private final IntSupplier maxMessageBytes;

    /**
     * @param confirmations present if packets of envelopes are to be confirmed
     * @param maxMessageBytes of the pool, as of now
     */
    Inbound(
            Dialect dialect,
            RemotePeer peer,
            EnvelopeSeat seat,
            Optional<Confirmations> confirmations,
            IntSupplier maxMessageBytes) {
        this.dialect = dialect;
        this.peer = peer;
        this.seat = seat;
        this.confirmations = confirmations;
        this.maxMessageBytes = maxMessageBytes;
    }

    void take(Message message) throws IOException, InterruptedException {
        seat.arrived(message.size());
        checkSize(message);
        if (!dialect.has(message.code())) {
            return;
        }
        byte[] payload = message.payload();
        switch (message.code()) {
            case PacketCode.ENVELOPES -> envelopes(payload);
            case PacketCode.DIRECT -> direct(payload);
            case PacketCode.REQUEST -> request(payload);
            case PacketCode.ANSWERED -> answered(payload);
            case PacketCode.VERDICT -> verdict(payload);
            case PacketCode.BATCH -> Verdict.decodeBatch(payload);
            default -> change(message);
        }
    }

    /** The first packet of envelopes is excepted: geth sends its whole pool in one when a peer connects. */
    private void checkSize(Message message) throws DisconnectException {
        boolean dump = message.code() == PacketCode.ENVELOPES && peer.batches() == 0;
        int most = dialect.maxPacketBytes(maxMessageBytes.getAsInt());
        if (message.size() > most && !dump) {
            throw DisconnectException.subprotocol(message + ", at most " + most + " B expected");
        }
    }

    private void envelopes(byte[] payload) throws IOException, InterruptedException {
        peer.countBatch();
        Refused refused = new Refused(confirmations.isPresent());
        RlpReader batch = EnvelopeList.open(payload);
        while (batch.hasNext()) {
            Envelope envelope = Envelope.read(batch);
            peer.countEnvelope();
            try {
                seat.received(envelope);
            } catch (RejectedEnvelopeException e) {
                refused.add(envelope, e);
            }
        }
        if (refused.first().isPresent() && !dialect.forgiving()) {
            throw DisconnectException.subprotocol(refused.first().get());
        }
        confirmations.ifPresent(source -> source.confirm(Hash.ofContent(payload), refused.told()));
    }

    private void direct(byte[] payload) throws RlpException, InterruptedException {
        if (seat.trusted()) {
            RlpReader envelopes = EnvelopeList.openAny(payload);
            while (envelopes.hasNext()) {
                seat.direct(Envelope.read(envelopes));
            }
        }
    }

    private void request(byte[] payload) throws RlpException, DisconnectException {
        if (seat.servesHistory()) {
            seat.requested(HistoryRequests.decode(payload));
        }
    }

    private void answered(byte[] payload) throws RlpException, DisconnectException {
        if (seat.trusted()) {
            seat.ended(HistoryEnds.decode(payload));
        }
    }

    private void verdict(byte[] payload) throws RlpException {
        Verdict.decode(payload)
                .filter(verdict -> !verdict.refusals().isEmpty())
                .ifPresent(verdict -> LOG.debug(
                        "{} envelopes of batch {} were refused, such as {}",
                        verdict.refusals().size(),
                        verdict.batch(),
                        verdict.refusals().get(0)));
    }

    private void change(Message message) throws RlpException, DisconnectException {
        PeerTraits now = dialect.readChange(message, peer.traits());
        peer.change(now);
        seat.changed(now);
    }
}
