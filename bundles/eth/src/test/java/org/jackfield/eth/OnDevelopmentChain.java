package org.jackfield.eth;

import java.io.IOException;
import java.nio.file.Path;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.NodeId;
import org.jackfield.chain.StoredChain;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of sessions stand on: a chain that is open for all tests of a class, and a peer. */
class OnDevelopmentChain {

    static final NodeId PEER = NodeId.of(new byte[NodeId.BYTES]);

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

    /** One that is connected to nothing but the chain. */
    static EthSession session(EthVersion version, EthNetwork network, MessagePipe pipe) {
        return new EthSession(version, network, Rooms.NONE, PEER, pipe);
    }
}
