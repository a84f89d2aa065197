package org.jackfield.pushsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.RealStore;
import org.jackfield.overlay.Overlay;
import org.jackfield.pss.Destination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorerTest {

    private static final Chunk CHUNK = Samples.chunk(1);
    private static final Overlay ORIGIN =
            Overlay.of(Address.parse("77".repeat(32)).bytes());

    @TempDir
    Path folder;

    private final FakePss pss = new FakePss(Overlay.of(new byte[Overlay.BYTES]));
    private RealStore store;
    private Storer storer;

    @BeforeEach
    void open() throws IOException {
        store = RealStore.in(folder);
        storer = new Storer(store.chunks(), new Post(pss, () -> false, () -> new byte[ChunkMessage.NONCE_BYTES]));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theNearestKeepsAChunkAndGivesAReceiptEachTime() throws Exception {
        pss.nearest = true;
        storer.take(message(CHUNK.address(), CHUNK.data()));
        storer.take(message(CHUNK.address(), CHUNK.data()));
        assertTrue(store.chunks().has(CHUNK.address()));
        assertEquals(1, store.chunks().status().chunks());
        assertEquals(1, store.chunks().status().collectable());
        assertEquals(2, pss.sent.size());
        FakePss.Sent receipt = pss.sent.get(1);
        assertEquals(Destination.of(ORIGIN), receipt.to());
        assertEquals(ReceiptMessage.TOPIC, receipt.topic());
        assertEquals(Duration.ofSeconds(20), receipt.life());
        assertEquals(CHUNK.address(), ReceiptMessage.decode(receipt.payload()).address());
    }

    @Test
    void othersOfTheNeighbourhoodKeepItInSilence() {
        storer.take(message(CHUNK.address(), CHUNK.data()));
        assertTrue(store.chunks().has(CHUNK.address()));
        assertEquals(List.of(), pss.sent);
    }

    @Test
    void keepsNothingThatIsNoChunk() {
        pss.nearest = true;
        Address wrong = Samples.chunk(2).address();
        storer.take(message(wrong, CHUNK.data()));
        storer.take(message(CHUNK.address(), new byte[3]));
        storer.take(new byte[] {1});
        storer.take(new byte[0]);
        assertFalse(store.chunks().has(wrong));
        assertEquals(0, store.chunks().status().chunks());
        assertEquals(List.of(), pss.sent);
    }

    @Test
    void keepsAChunkThoughItsReceiptHasNoRoom() {
        pss.nearest = true;
        pss.room = 0;
        storer.take(message(CHUNK.address(), CHUNK.data()));
        assertTrue(store.chunks().has(CHUNK.address()));
    }

    @Test
    void failsNobodyWhenTheStoreIsClosed() {
        pss.nearest = true;
        store.close();
        storer.take(message(CHUNK.address(), CHUNK.data()));
        assertEquals(List.of(), pss.sent);
    }

    private static byte[] message(Address address, byte[] data) {
        return new ChunkMessage(address, data, ORIGIN, new byte[ChunkMessage.NONCE_BYTES]).encode();
    }
}
