package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jackfield.itest.Await;
import org.jackfield.itest.TestNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access lists of a chain that go-ethereum has made and executed: we fetch them, and it reads them when we serve them. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AccessListsTest {

    private static final int BLOCKS = 20;

    @TempDir
    static Path mined;

    private static SharedChain chain;

    @TempDir
    Path folder;

    @BeforeAll
    static void mine() throws Exception {
        GoPeer.require();
        GoPeer.mine(mined, BLOCKS, "--amsterdam");
        chain = new SharedChain(mined);
        ImportedChain.run(mined, chain.genesis(), "eth:import " + chain.blocks());
    }

    @ParameterizedTest
    @ValueSource(ints = {71, 72})
    void theyComeWithTheChain(int version) throws Exception {
        assertFetchedAndServed(version);
    }

    /** A file of blocks has none. */
    @ParameterizedTest
    @ValueSource(ints = {71, 72})
    void thoseOfImportedBlocksComeLater(int version) throws Exception {
        ImportedChain.copyStore(mined, folder);
        assertFetchedAndServed(version);
    }

    private void assertFetchedAndServed(int version) throws Exception {
        try (TestNode node = TestNode.start(
                        folder, Map.of("chain.genesis", chain.genesis().toString()));
                ForeignPeer geth = GoPeer.eth(chain, "--versions", Integer.toString(version))) {
            geth.say("dial " + node.peers().self());
            geth.await("status");
            Await.until("all access lists", () -> served(geth) == BLOCKS);
            assertFalse(geth.told("ended"));
        }
    }

    /** How many it gets of us that match their headers. */
    private static int served(ForeignPeer geth) throws IOException, InterruptedException {
        geth.say("accessLists 1-" + BLOCKS);
        return geth.await("accessLists").path("same").asInt();
    }
}
