package org.jackfield.eth;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.api.Peer;
import org.jackfield.chain.StoredChain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of sessions stand on: a chain that is open for all tests of a class, and a peer. */
class OnDevelopmentChain {

    static final NodeId PEER = NodeId.of(new byte[NodeId.BYTES]);
    static final Peer REMOTE = (Peer) Proxy.newProxyInstance(
            Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (self, method, arguments) -> PEER);

    private static final String HASH = "a0" + "11".repeat(32);
    private static final String MASK = "90" + "0300" + "00".repeat(14);
    private static final String CELL = "b90800" + "00".repeat(2048);

    @TempDir
    static Path folder;

    static StoredChain chain;

    @BeforeAll
    static void open() throws IOException {
        chain = TestChain.development(folder);
    }

    @AfterAll
    static void close() {
        chain.close();
    }

    /** What a test writes in hexadecimal digits: H is a hash in RLP, M a mask of two cells, C a cell. */
    static String spelled(String text) {
        return text.replace("H", HASH).replace("M", MASK).replace("C", CELL);
    }

    /** From a peer with the same chain, which has said so. */
    static ScriptedPipe greeting(EthVersion version) {
        byte[] status = new EthNetwork(chain, -1).status(version).encoded();
        return new ScriptedPipe().sending(MessageCode.STATUS, status);
    }

    /** One that is connected to nothing but the chain. */
    static EthSession session(EthVersion version, EthNetwork network, MessagePipe pipe) {
        return new EthSession(version, network, Rooms.NONE, PEER, pipe);
    }
}
