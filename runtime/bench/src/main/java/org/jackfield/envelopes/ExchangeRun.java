package org.jackfield.envelopes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * What a node does with envelopes of fifty peers, on one thread: packets are counted and read, envelopes judged and pooled; in
 * rounds each peer is sent packets of those that it wants. Half of the peers want every other topic, half want all.
 */
final class ExchangeRun {

    static final int PEERS = 50;

    private static final int PER_PACKET = 20;
    private static final int PACKETS_PER_ROUND = 25;

    private final BenchRoom room;
    private final List<EnvelopeSeat> seats = new ArrayList<>();
    private final List<byte[]> packets;
    private long bytesSent;
    private long delivered;

    /** @param earlier how many of the peers measure work the earlier way */
    ExchangeRun(List<byte[]> packets, double minWork, int earlier) {
        this.packets = packets;
        room = new BenchRoom(minWork, Runnable::run);
        Bloom half = Bloom.EMPTY;
        for (int i = 0; i < MadeEnvelopes.TOPICS; i += 2) {
            half = half.with(MadeEnvelopes.topic(i));
        }
        for (int i = 0; i < PEERS; i++) {
            String client = i < earlier ? BenchRoom.EARLIER_GETH : BenchRoom.LATER_GETH;
            PeerTraits traits = new PeerTraits(0, i % 2 == 0 ? half : Bloom.FULL, false, false, Optional.empty());
            seats.add(room.relay.join(new BenchPeer(i, client), Wire.SHH_6, traits, () -> {}));
        }
    }

    static List<byte[]> packets(List<Envelope> envelopes) {
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < envelopes.size(); i += PER_PACKET) {
            packets.add(packet(envelopes.subList(i, Math.min(envelopes.size(), i + PER_PACKET))));
        }
        return packets;
    }

    /** Takes all packets in, and gives out what comes of them. */
    void run() throws Exception {
        for (int i = 0; i < packets.size(); i++) {
            receive(seats.get(i % PEERS), packets.get(i));
            if (i % PACKETS_PER_ROUND == PACKETS_PER_ROUND - 1) {
                round();
            }
        }
        round();
    }

    long delivered() {
        return delivered;
    }

    long bytesSent() {
        return bytesSent;
    }

    PoolStatus status() {
        return room.pool.status();
    }

    private static void receive(EnvelopeSeat seat, byte[] packet) throws Exception {
        seat.arrived(packet.length);
        RlpReader items = RlpReader.ofList(packet);
        while (items.hasNext()) {
            seat.received(Envelope.read(items));
        }
    }

    private void round() {
        room.relay.cycle();
        for (EnvelopeSeat seat : seats) {
            for (Optional<EnvelopeMessage> next = seat.next(); next.isPresent(); next = seat.next()) {
                List<Envelope> envelopes = ((EnvelopeMessage.Envelopes) next.get()).envelopes();
                bytesSent += packet(envelopes).length;
                delivered += envelopes.size();
                seat.sent(next.get());
            }
        }
    }

    private static byte[] packet(List<Envelope> envelopes) {
        RlpWriter writer = new RlpWriter(envelopes.stream()
                        .mapToInt(envelope -> envelope.encoded().length)
                        .sum()
                + 8);
        writer.beginList();
        envelopes.forEach(envelope -> writer.writeRaw(envelope.encoded()));
        return writer.endList().toByteArray();
    }
}
