package org.jackfield.swarm;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jackfield.chunks.Address;

/**
 * What is said over stream/8 (go-ethereum v1.8.27, swarm/network/stream/messages.go and delivery.go); {@link OlderStreamCodec} has
 * the form. Ids of chunks in a stream are 64 bits, unsigned.
 */
sealed interface OlderStreamMessage {

    /** A part of a stream, both ends included. */
    record Range(long from, long to) {}

    /** The receiver sends no more of the stream. */
    record Unsubscribe(OlderStreamId stream) implements OlderStreamMessage {}

    /** These are next in the stream. */
    record Offer(OlderStreamId stream, long from, long to, List<Address> chunks) implements OlderStreamMessage {

        public Offer {
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * Those of the last offer are wanted, and after them what comes next.
     *
     * @param count how many were offered at least; of what was read a multiple of eight
     */
    record Want(OlderStreamId stream, BitSet wanted, int count, long nextFrom, long nextTo)
            implements OlderStreamMessage {}

    /** Nobody has a use for it. */
    record Takeover(OlderStreamId stream) implements OlderStreamMessage {}

    /**
     * The sender wants the stream.
     *
     * @param history also what was there before; a zero for its end means all
     * @param priority 0 to 3, the highest
     */
    record Subscribe(OlderStreamId stream, Optional<Range> history, int priority) implements OlderStreamMessage {}

    /**
     * The sender wants a chunk.
     *
     * @param unchecked whether it is to be sent at once, or to be offered first
     * @param hops over how many nodes the request has come
     */
    record Request(Address chunk, boolean unchecked, int hops) implements OlderStreamMessage {}

    /**
     * A chunk.
     *
     * @param syncing whether it was offered and wanted
     */
    record Delivery(Address chunk, byte[] data, boolean syncing) implements OlderStreamMessage {}

    /** A subscription is refused. */
    record Refusal(String why) implements OlderStreamMessage {}

    /** The receiver should subscribe to this. */
    record Invitation(OlderStreamId stream, Optional<Range> history, int priority) implements OlderStreamMessage {}

    /** The receiver needs the stream no more. */
    record Quit(OlderStreamId stream) implements OlderStreamMessage {}
}
