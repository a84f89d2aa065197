package org.jackfield.whisper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.HandOverException;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.session.SessionWriter;
import org.jackfield.envelopes.EnvelopeSeat;
import org.jackfield.envelopes.PeerTraits;

/**
 * Either protocol with one peer: a status both ways, then {@link Inbound} for what it says and a {@link SessionWriter} for what
 * its seat has for it. Runs on the session's thread; {@link #info()} may be asked on any. At each message boundary it can
 * leave a {@link WhisperState}, with which a session of the next release goes on.
 *
 * <p>What the packets mean: EIP-627 and go-ethereum v1.9.20, whisper/whisperv6/whisper.go, {@code runMessageLoop}; Vac's RFC 6
 * and status-go v0.55.1, waku/v1/peer.go.
 */
final class WhisperSession {

    private final Dialect dialect;
    private final Rooms rooms;
    private final Peer peer;
    private final MessagePipe pipe;
    private volatile Optional<RemotePeer> remote = Optional.empty();

    WhisperSession(Dialect dialect, Rooms rooms, Peer peer, MessagePipe pipe) {
        this.dialect = dialect;
        this.rooms = rooms;
        this.peer = peer;
        this.pipe = pipe;
    }

    /** Does not return: ends with the link, by an exception. */
    void run() throws IOException, InterruptedException {
        OwnTraits own = rooms.own();
        pipe.write(dialect.status(own));
        meet(own);
    }

    /** Goes on where another session has been left; in all else like {@link #run}. What has changed of ours is told. */
    void resume(WhisperState left) throws IOException, InterruptedException {
        if (left.told().light() != rooms.own().light()) {
            throw new DisconnectException(DisconnectReason.REQUESTED, "only a new status can say whether we are light");
        }
        if (left.remote().isEmpty()) {
            meet(left.told());
        } else {
            talk(left, left.remote().get(), true);
        }
    }

    /** What the peer has told of itself, by the names of its status; empty before that. */
    Optional<Map<String, Object>> info() {
        return remote.map(this::info);
    }

    private Map<String, Object> info(RemotePeer known) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("version", dialect.capability().version());
        info.putAll(known.info());
        return info;
    }

    private void meet(OwnTraits told) throws IOException, InterruptedException {
        Message first = readFirst(told);
        if (first.code() != PacketCode.STATUS) {
            throw DisconnectException.subprotocol("packet " + first.code() + " before the status");
        }
        PeerTraits traits = dialect.readStatus(first.payload());
        if (told.light() && traits.light()) {
            throw DisconnectException.subprotocol("two light nodes have nothing to relay");
        }
        RemotePeer known = new RemotePeer(traits);
        talk(new WhisperState(told, Optional.of(known), List.of()), known, false);
    }

    private Message readFirst(OwnTraits told) throws IOException, InterruptedException {
        try {
            return pipe.read();
        } catch (HandOverException signal) {
            throw signal.with(new WhisperState(told, Optional.empty(), List.of()).encoded());
        }
    }

    private void talk(WhisperState from, RemotePeer known, boolean again) throws IOException, InterruptedException {
        SessionWriter writer = new SessionWriter(pipe);
        EnvelopeSeat seat = seat(known.traits(), again, writer::wake);
        Outbound outbound = new Outbound(dialect, seat, rooms::own, from.told());
        Confirmations confirmations = new Confirmations(from.unsent(), writer::wake);
        boolean handedOver = false;
        try {
            writer.start(dialect.capability().name() + '-' + peer.id().shortHex(), List.of(outbound, confirmations));
            remote = Optional.of(known);
            listen(inbound(known, seat, confirmations));
        } catch (HandOverException signal) {
            handedOver = writer.stop();
            WhisperState left = new WhisperState(outbound.told(), Optional.of(known), confirmations.unsent());
            throw handedOver ? signal.with(left.encoded()) : signal;
        } catch (InterruptedException e) {
            writer.checkFailure();
            throw e;
        } finally {
            if (!handedOver) {
                writer.abandon();
                seat.leave();
            }
        }
    }

    private Inbound inbound(RemotePeer known, EnvelopeSeat seat, Confirmations confirmations) {
        boolean confirming = rooms.terms().confirmations();
        return new Inbound(
                dialect, known, seat, Optional.of(confirmations).filter(any -> confirming), rooms::maxMessageBytes);
    }

    private EnvelopeSeat seat(PeerTraits traits, boolean again, Runnable wake) {
        return again
                ? rooms.relay().rejoin(peer, dialect.wire(), traits, wake)
                : rooms.relay().join(peer, dialect.wire(), traits, wake);
    }

    private void listen(Inbound inbound) throws IOException, InterruptedException {
        while (true) {
            inbound.take(pipe.read());
        }
    }
}
