package org.jackfield.whisper;

import java.util.Optional;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.Message;
import org.jackfield.envelopes.EnvelopeMessage;
import org.jackfield.envelopes.PeerTraits;
import org.jackfield.envelopes.Wire;
import org.jackfield.rlp.RlpException;

/** What shh/6 and waku/1 do not have in common. Without state. */
interface Dialect {

    Wire wire();

    Capability capability();

    /** Whether the packet means anything; all others are ignored. */
    boolean has(int code);

    /** The first packet of ours. */
    Message status(OwnTraits own);

    /** What the peer's first packet tells of it. */
    PeerTraits readStatus(byte[] payload) throws RlpException, DisconnectException;

    /** What a later packet changes of that; as it was if it is of another kind. */
    PeerTraits readChange(Message message, PeerTraits before) throws RlpException, DisconnectException;

    /** The next packet, if a peer is not up to date with us. */
    Optional<News> news(OwnTraits told, OwnTraits now);

    /**
     * @param told what the peer knows of us once it has the message
     */
    record News(Message message, OwnTraits told) {}

    /** The packet for it; empty if there is none. */
    Optional<Message> packet(EnvelopeMessage message);

    /** Most bytes of a packet, where envelopes have at most so many. */
    int maxPacketBytes(int maxEnvelopeBytes);

    /** Whether an envelope that is not taken is forgiven, so that the link goes on. */
    boolean forgiving();

    /** The protocol's version as {@code nodeInfo} has it. */
    String versionName();
}
