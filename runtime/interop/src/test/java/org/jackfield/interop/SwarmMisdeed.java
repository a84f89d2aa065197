package org.jackfield.interop;

import static org.jackfield.interop.RawSwarmPeer.Line.BZZ;
import static org.jackfield.interop.RawSwarmPeer.Line.HIVE;
import static org.jackfield.interop.RawSwarmPeer.Line.RETRIEVE;
import static org.jackfield.interop.RawSwarmPeer.Line.STREAM;

import java.util.function.Consumer;
import org.jackfield.rlp.RlpWriter;

/** What no node of swarm may say after the handshake, and both drop who says it. */
enum SwarmMisdeed {
    A_SECOND_HANDSHAKE(
            BZZ,
            0,
            list -> list.write(14).write(4).write(new byte[32]).write("").write(new byte[0])),
    ADDRESSES_THAT_ARE_NO_LIST(HIVE, 0, list -> list.write(1)),
    A_DEPTH_OF_TWO_BYTES(HIVE, 1, list -> list.write(256)),
    A_CHUNK_THAT_NOBODY_ASKED_FOR(
            RETRIEVE, 0, list -> list.write(7).write(new byte[32]).write(new byte[9])),
    A_QUESTION_FOR_NO_STREAM(STREAM, 0, list -> list.beginList().endList()),
    NEWS_OF_NO_STREAM(STREAM, 1, list -> list.beginList().endList()),
    NEWS_OF_AN_UNKNOWN_STREAM(
            STREAM,
            1,
            list -> list.beginList()
                    .beginList()
                    .beginList()
                    .write("NEWS")
                    .write("0")
                    .endList()
                    .write(5)
                    .write(0)
                    .endList()
                    .endList()),
    A_RANGE_OF_AN_UNKNOWN_STREAM(
            STREAM,
            2,
            list -> list.write(7)
                    .beginList()
                    .write("NEWS")
                    .write("0")
                    .endList()
                    .write(1)
                    .write(0)
                    .write(64)),
    AN_OFFER_THAT_NOBODY_ASKED_FOR(STREAM, 3, list -> list.write(7).write(5).write(new byte[32])),
    CHUNKS_THAT_WERE_NOT_OFFERED(
            STREAM,
            4,
            list -> list.write(7)
                    .beginList()
                    .beginList()
                    .write(new byte[32])
                    .write(new byte[9])
                    .endList()
                    .endList()),
    A_CHOICE_OF_NOTHING(STREAM, 5, list -> list.write(7).write(new byte[] {1}));

    private final RawSwarmPeer.Line line;
    private final int code;
    private final byte[] payload;

    SwarmMisdeed(RawSwarmPeer.Line line, int code, Consumer<RlpWriter> items) {
        this.line = line;
        this.code = code;
        RlpWriter list = new RlpWriter().beginList();
        items.accept(list);
        this.payload = list.endList().toByteArray();
    }

    void commit(RawSwarmPeer peer) throws Exception {
        peer.send(line, code, payload);
    }
}
