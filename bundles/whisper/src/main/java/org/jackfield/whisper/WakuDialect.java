package org.jackfield.whisper;

import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.envelopes.EnvelopeMessage;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.Wire;
import org.jackfield.rlp.RlpException;

/** Waku version 1 (Vac's RFC 6; status-go v0.55.1, waku/v1). */
final class WakuDialect implements Dialect {

    private static final int VERSION = 1;

    /** Of a packet, RFC 6, "Maximum Packet Size"; status-go is content with less. */
    private static final int MAX_PACKET_BYTES = 1_500_000;

    @Override
    public Wire wire() {
        return Wire.WAKU_1;
    }

    @Override
    public Capability capability() {
        return new Capability("waku", VERSION);
    }

    @Override
    public boolean has(int code) {
        return switch (code) {
            case PacketCode.ENVELOPES,
                    PacketCode.BATCH,
                    PacketCode.VERDICT,
                    PacketCode.UPDATE,
                    PacketCode.ANSWERED,
                    PacketCode.REQUEST,
                    PacketCode.DIRECT -> true;
            default -> false;
        };
    }

    @Override
    public Message status(OwnTraits own) {
        return new Message(PacketCode.STATUS, WakuStatus.encode(own));
    }

    @Override
    public PeerTraits readStatus(byte[] payload) throws RlpException, DisconnectException {
        return WakuStatus.decode(payload, WakuStatus.DEFAULTS);
    }

    @Override
    public PeerTraits readChange(Message message, PeerTraits before) throws RlpException, DisconnectException {
        return message.code() == PacketCode.UPDATE ? WakuStatus.decode(message.payload(), before) : before;
    }

    @Override
    public Optional<News> news(OwnTraits told, OwnTraits now) {
        OwnTraits next = now.withLight(told.light());
        return next.equals(told)
                ? Optional.empty()
                : Optional.of(new News(new Message(PacketCode.UPDATE, WakuStatus.encodeChange(told, next)), next));
    }

    @Override
    public Optional<Message> packet(EnvelopeMessage message) {
        if (message instanceof EnvelopeMessage.Envelopes batch) {
            return Optional.of(new Message(PacketCode.ENVELOPES, EnvelopeList.encode(batch.envelopes())));
        }
        if (message instanceof EnvelopeMessage.Direct direct) {
            return Optional.of(new Message(PacketCode.DIRECT, EnvelopeList.encode(direct.envelopes())));
        }
        if (message instanceof EnvelopeMessage.Ask ask) {
            return Optional.of(new Message(PacketCode.REQUEST, HistoryRequests.encode(ask.request())));
        }
        if (message instanceof EnvelopeMessage.Answered answered) {
            return Optional.of(new Message(PacketCode.ANSWERED, HistoryEnds.encode(answered.end())));
        }
        return Optional.empty();
    }

    @Override
    public int maxPacketBytes(int maxEnvelopeBytes) {
        return Math.max(maxEnvelopeBytes, MAX_PACKET_BYTES);
    }

    @Override
    public boolean forgiving() {
        return true;
    }

    @Override
    public String versionName() {
        return Integer.toString(VERSION);
    }
}
