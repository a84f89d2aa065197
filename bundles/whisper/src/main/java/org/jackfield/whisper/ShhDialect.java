package org.jackfield.whisper;

import java.util.List;
import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.EnvelopeMessage;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.Wire;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/** Whisper version 6 (EIP-627; go-ethereum v1.9.20, whisper/whisperv6). */
final class ShhDialect implements Dialect {

    @Override
    public Wire wire() {
        return Wire.SHH_6;
    }

    @Override
    public Capability capability() {
        return new Capability("shh", ShhStatus.VERSION);
    }

    @Override
    public boolean has(int code) {
        return switch (code) {
            case PacketCode.ENVELOPES, PacketCode.WORK, PacketCode.BLOOM, PacketCode.REQUEST, PacketCode.DIRECT -> true;
            // A second status, and the extensions of Status's fork: geth passes over all of them.
            default -> false;
        };
    }

    @Override
    public Message status(OwnTraits own) {
        return new Message(PacketCode.STATUS, ShhStatus.of(own).encoded());
    }

    @Override
    public PeerTraits readStatus(byte[] payload) throws RlpException, DisconnectException {
        return ShhStatus.decode(payload).traits();
    }

    @Override
    public PeerTraits readChange(Message message, PeerTraits before) throws RlpException, DisconnectException {
        return switch (message.code()) {
            case PacketCode.WORK -> readWork(message.payload(), before);
            case PacketCode.BLOOM -> readBloom(message.payload(), before);
            default -> before;
        };
    }

    private static PeerTraits readWork(byte[] payload, PeerTraits before) throws RlpException, DisconnectException {
        RlpReader reader = RlpReader.of(payload);
        double minWork = MinWork.read(reader);
        reader.finish();
        return new ShhStatus(minWork, before.interest(), before.light()).traits();
    }

    private static PeerTraits readBloom(byte[] payload, PeerTraits before) throws RlpException, DisconnectException {
        RlpReader reader = RlpReader.of(payload);
        Bloom interest = BloomBits.read(reader);
        reader.finish();
        return new ShhStatus(before.minWork(), interest, before.light()).traits();
    }

    @Override
    public Optional<News> news(OwnTraits told, OwnTraits now) {
        if (now.minWork() != told.minWork()) {
            byte[] payload = RlpWriter.encode(MinWork.bits(now.minWork()));
            return Optional.of(new News(new Message(PacketCode.WORK, payload), told.withMinWork(now.minWork())));
        }
        if (!now.interest().equals(told.interest())) {
            byte[] payload = RlpWriter.encode(now.interest().bytes());
            return Optional.of(new News(new Message(PacketCode.BLOOM, payload), told.withInterest(now.interest())));
        }
        return Optional.empty();
    }

    @Override
    public Optional<Message> packet(EnvelopeMessage message) {
        if (message instanceof EnvelopeMessage.Envelopes batch) {
            return Optional.of(new Message(PacketCode.ENVELOPES, EnvelopeList.encode(batch.envelopes())));
        }
        if (message instanceof EnvelopeMessage.Direct direct) {
            return Optional.of(new Message(PacketCode.DIRECT, direct(direct.envelopes())));
        }
        if (message instanceof EnvelopeMessage.Ask ask) {
            return Optional.of(new Message(PacketCode.REQUEST, HistoryRequests.encode(ask.request())));
        }
        if (message instanceof EnvelopeMessage.Answered answered) {
            return Optional.of(new Message(PacketCode.ANSWERED, HistoryEnds.encode(answered.end())));
        }
        return Optional.empty();
    }

    /** geth knows the bare envelope alone, Status's fork a list besides. */
    private static byte[] direct(List<Envelope> envelopes) {
        return envelopes.size() == 1 ? envelopes.get(0).encoded() : EnvelopeList.encode(envelopes);
    }

    @Override
    public int maxPacketBytes(int maxEnvelopeBytes) {
        return maxEnvelopeBytes;
    }

    @Override
    public boolean forgiving() {
        return false;
    }

    @Override
    public String versionName() {
        return ShhStatus.VERSION + ".0";
    }
}
