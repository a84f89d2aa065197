package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jackfield.api.NodeId;
import org.jackfield.api.fake.FakeNode;
import org.jackfield.chain.Branch;
import org.jackfield.chain.StoredChain;
import org.jackfield.crypto.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncComponentTest {

    private static final NodeId PEER = NodeId.of(new byte[NodeId.BYTES]);

    @TempDir
    Path folder;

    private record Configured(String target, boolean receipts, boolean accessLists) implements SyncConfiguration {
        @Override
        public Class<? extends Annotation> annotationType() {
            return SyncConfiguration.class;
        }
    }

    /** The development chain has 256 blocks here; the peer tells of more, and of another head. */
    private Optional<BlockRequest> firstAsked(String target) throws Exception {
        try (StoredChain chain = StoredChain.open(folder, Optional.empty())) {
            SyncComponent component =
                    new SyncComponent(chain, chain, new FakeNode(), new Configured(target, true, true));
            AtomicInteger woken = new AtomicInteger();
            byte[] head = Branch.genesis(true).head().header().hash();
            RemoteChain remote = new RemoteChain(head, Optional.of(300L), 0, Optional.empty());
            SyncSeat seat = component.join(PEER, 70, remote, woken::incrementAndGet);
            Optional<BlockRequest> first = seat.next();
            assertEquals(first.isPresent(), woken.get() > 0);
            assertEquals(
                    List.of(PEER),
                    component.status().peers().stream()
                            .map(ChainSync.SyncPeer::id)
                            .toList());
            component.close();
            return first;
        }
    }

    @Test
    void asksForWhatAPeerTellsOf() throws Exception {
        byte[] start = ((BlockRequest.Headers) firstAsked("").orElseThrow())
                .range()
                .startHash()
                .orElseThrow();
        assertTrue(Hash.of(start).is(Branch.genesis(true).head().header().hash()));
    }

    @Test
    void asksForTheConfiguredTarget() throws Exception {
        byte[] start = ((BlockRequest.Headers)
                        firstAsked("0x" + "5a".repeat(32)).orElseThrow())
                .range()
                .startHash()
                .orElseThrow();
        assertEquals(0x5a, start[31]);
    }

    @ParameterizedTest
    @CsvSource({"0x12", "latest", "0xzz"})
    void fetchesNothingIfTheTargetIsNoHash(String target) throws Exception {
        assertTrue(firstAsked(target).isEmpty());
    }
}
