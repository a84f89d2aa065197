package org.jackfield.pushsync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.PutMode;
import org.jackfield.chunks.RealStore;
import org.jackfield.chunks.Tag;
import org.jackfield.chunks.TagState;
import org.jackfield.overlay.Overlay;
import org.jackfield.pss.Destination;
import org.jackfield.rlp.RlpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PusherTest {

    private static final Overlay SELF = Overlay.of(new byte[Overlay.BYTES]);

    @TempDir
    Path folder;

    private final FakePss pss = new FakePss(SELF);
    private RealStore store;
    private Pusher pusher;
    private boolean connected = true;
    private boolean light;
    private long now;
    private long nonces;

    @BeforeEach
    void open() throws IOException {
        store = RealStore.in(folder);
        pusher = pusher();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void sendsUploadsInTheirOrderAndSyncsThemAtAReceipt() throws Exception {
        List<Chunk> chunks = Samples.chunks(3);
        Tag tag = upload(chunks, false);
        run();
        assertEquals(addresses(chunks), sent());
        ChunkMessage first = ChunkMessage.decode(pss.sent.get(0).payload());
        assertEquals(
                Destination.of(chunks.get(0).address().bytes()), pss.sent.get(0).to());
        assertEquals(ChunkMessage.TOPIC, pss.sent.get(0).topic());
        assertEquals(Duration.ofSeconds(20), pss.sent.get(0).life());
        assertArrayEquals(chunks.get(0).data(), first.data());
        assertEquals(SELF, first.origin());
        assertCounts(tag, 3, 0);

        receipts(chunks.subList(0, 2));
        run();
        assertCounts(tag, 3, 2);
        assertFalse(tag.isDone(TagState.SYNCED));
        receipts(chunks);
        receipts(chunks);
        run();
        assertCounts(tag, 3, 3);
        assertTrue(tag.isDone(TagState.SYNCED));
        assertEquals(List.of(), store.chunks().unpushed(0, 9));
        later(Underway.RETRY_NANOS * 3);
        assertEquals(3, pss.sent.size());
    }

    @Test
    void sendsAgainWhatGotNoReceiptWithAnotherNonceAndCountsItOnce() throws Exception {
        List<Chunk> chunks = Samples.chunks(2);
        Tag tag = upload(chunks, false);
        run();
        receipts(chunks.subList(0, 1));
        later(Underway.RETRY_NANOS - 1);
        assertEquals(2, pss.sent.size());
        later(1);
        assertEquals(3, pss.sent.size());
        assertEquals(chunks.get(1).address(), sent().get(2));
        assertFalse(Arrays.equals(
                ChunkMessage.decode(pss.sent.get(1).payload()).nonce(),
                ChunkMessage.decode(pss.sent.get(2).payload()).nonce()));
        later(Underway.RETRY_NANOS);
        later(Underway.RETRY_NANOS);
        later(Underway.RETRY_NANOS);
        assertCounts(tag, 2, 1);
        receipts(chunks);
        run();
        assertCounts(tag, 2, 2);
    }

    @Test
    void keepsABoundedNumberUnderWay() throws Exception {
        List<Chunk> chunks = Samples.chunks(Underway.MAX + 200);
        Tag tag = upload(chunks, false);
        run();
        assertEquals(Underway.MAX, pss.sent.size());
        receipts(chunks.subList(0, 50));
        run();
        assertEquals(addresses(chunks.subList(0, Underway.MAX + 50)), sent());
        receipts(chunks);
        run();
        receipts(chunks);
        run();
        assertCounts(tag, chunks.size(), chunks.size());
        assertEquals(chunks.size(), pss.sent.size());
    }

    @Test
    void givesOthersTheirTurnWhereNoReceiptComes() throws Exception {
        List<Chunk> chunks = Samples.chunks(Underway.MAX + 10);
        Tag tag = upload(chunks, false);
        run();
        for (int tries = 1; tries <= Underway.MAX_TRIES; tries++) {
            later(Underway.RETRY_NANOS);
        }
        List<Address> sent = sent();
        assertTrue(sent.containsAll(addresses(chunks)), "not all were sent: " + sent.size());
        assertCounts(tag, chunks.size(), 0);
        receipts(chunks.subList(Underway.MAX, chunks.size()));
        run();
        assertCounts(tag, chunks.size(), 10);
    }

    @Test
    void settlesAtOnceWhatItIsNearestTo() throws Exception {
        Tag tag = upload(Samples.chunks(3), false);
        pss.nearest = true;
        run();
        run();
        assertEquals(List.of(), pss.sent);
        assertCounts(tag, 3, 3);
    }

    @Test
    void sendsAlsoWhatItIsNearestToIfItIsLight() throws Exception {
        List<Chunk> chunks = Samples.chunks(3);
        Tag tag = upload(chunks, false);
        pss.nearest = true;
        light = true;
        pss.room = 2;
        run();
        run();
        assertCounts(tag, 2, 2);
        pss.room = 3;
        run();
        run();
        assertEquals(addresses(chunks), sent());
        assertCounts(tag, 3, 3);
    }

    @Test
    void waitsWhileNobodyIsConnected() throws Exception {
        Tag tag = upload(Samples.chunks(3), false);
        pss.nearest = true;
        connected = false;
        run();
        later(Underway.RETRY_NANOS);
        assertCounts(tag, 0, 0);
        connected = true;
        run();
        run();
        assertCounts(tag, 3, 3);
    }

    @Test
    void goesOnWhereItWasWhenPssHasRoomAgain() throws Exception {
        List<Chunk> chunks = Samples.chunks(300);
        Tag tag = upload(chunks, false);
        pss.room = 200;
        run();
        assertCounts(tag, 200, 0);
        run();
        assertCounts(tag, 200, 0);
        pss.room = 250;
        run();
        pss.room = Integer.MAX_VALUE;
        run();
        assertCounts(tag, 300, 0);
        assertEquals(addresses(chunks), sent());
    }

    @Test
    void leavesAnonymousUploadsToBePulled() throws Exception {
        Tag tag = upload(Samples.chunks(3), true);
        run();
        assertEquals(List.of(), pss.sent);
        assertCounts(tag, 0, 0);
    }

    @Test
    void takesUpWhatIsUploadedMeanwhile() throws Exception {
        upload(Samples.chunks(2), false);
        run();
        Chunk another = Samples.chunk(99);
        Tag tag = upload(List.of(another), false);
        run();
        assertEquals(2, pss.sent.size());
        later(Pusher.PAUSE_NANOS);
        assertEquals(another.address(), sent().get(2));
        receipts(List.of(another));
        run();
        assertCounts(tag, 1, 1);
    }

    @Test
    void goesOnAfterARestartAndCountsAnew() throws Exception {
        List<Chunk> chunks = Samples.chunks(5);
        Tag tag = upload(chunks, false);
        run();
        receipts(chunks.subList(0, 2));
        run();
        store.close();
        store = RealStore.in(folder);
        pusher = pusher();
        Tag again = store.tags().get(tag.uid()).orElseThrow();
        assertCounts(again, 2, 2);
        pss.sent.clear();
        run();
        assertEquals(addresses(chunks.subList(2, 5)), sent());
        receipts(chunks);
        run();
        assertCounts(again, 5, 5);
    }

    @Test
    void passesOverReceiptsThatMeanNothing() throws Exception {
        List<Chunk> chunks = Samples.chunks(2);
        Tag tag = upload(chunks, false);
        receipts(chunks);
        run();
        pusher.receipt(new byte[] {1, 2, 3});
        pusher.receipt(new byte[0]);
        receipts(List.of(Samples.chunk(77)));
        run();
        assertCounts(tag, 2, 0);
    }

    @Test
    void forgetsWhatHasBeenDeletedMeanwhile() throws Exception {
        List<Chunk> chunks = Samples.chunks(2);
        upload(chunks, false);
        run();
        store.chunks().delete(chunks.get(0).address());
        later(Underway.RETRY_NANOS);
        assertEquals(
                List.of(
                        chunks.get(0).address(),
                        chunks.get(1).address(),
                        chunks.get(1).address()),
                sent());
    }

    private Pusher pusher() {
        Post post = new Post(
                pss,
                () -> light,
                () -> ByteBuffer.allocate(ChunkMessage.NONCE_BYTES)
                        .putLong(nonces++)
                        .array());
        return new Pusher(store.chunks(), store.tags(), post, () -> connected, () -> now);
    }

    private void run() {
        while (pusher.tick()) {
            // Until it waits.
        }
    }

    private void later(long nanos) {
        now += nanos;
        run();
    }

    private Tag upload(List<Chunk> chunks, boolean anonymous) {
        Tag tag = store.tags().create("upload", chunks.size(), anonymous);
        store.chunks().put(PutMode.UPLOAD, chunks, tag.uid());
        return tag;
    }

    private void receipts(List<Chunk> chunks) {
        chunks.forEach(chunk -> pusher.receipt(new ReceiptMessage(chunk.address(), new byte[32]).encode()));
    }

    private List<Address> sent() throws RlpException {
        List<Address> addresses = new ArrayList<>();
        for (FakePss.Sent message : pss.sent) {
            addresses.add(ChunkMessage.decode(message.payload()).address());
        }
        return addresses;
    }

    private static List<Address> addresses(List<Chunk> chunks) {
        return chunks.stream().map(Chunk::address).toList();
    }

    private static void assertCounts(Tag tag, long sent, long synced) {
        assertEquals(sent, tag.count(TagState.SENT));
        assertEquals(synced, tag.count(TagState.SYNCED));
    }
}
