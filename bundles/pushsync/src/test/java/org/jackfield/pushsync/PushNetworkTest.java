package org.jackfield.pushsync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Stream;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.RealStore;
import org.jackfield.chunks.Tag;
import org.jackfield.chunks.TagState;
import org.jackfield.overlay.Overlay;
import org.jackfield.pss.Destination;
import org.jackfield.pss.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six nodes, between which messages are lost. */
class PushNetworkTest {

    private static final int NODES = 6;
    private static final int NEIGHBOURS = 3;
    private static final int CONTENT_BYTES = 1 << 20;
    private static final double LOSS = 0.2;

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final List<Node> nodes = new ArrayList<>();
    private final Queue<Runnable> mail = new ArrayDeque<>();
    private long now;

    @BeforeEach
    void open() throws IOException {
        for (int i = 0; i < NODES; i++) {
            byte[] place = new byte[Address.BYTES];
            random.nextBytes(place);
            nodes.add(new Node(Address.of(place)));
        }
    }

    @AfterEach
    void close() {
        nodes.forEach(node -> node.store.close());
    }

    @Test
    void everyChunkOfAnUploadEndsWhereItBelongsThoughMessagesAreLost() throws IOException {
        Node uploader = nodes.get(0);
        Tag tag = uploader.store.tags().create("content", 0, false);
        byte[] content = new byte[CONTENT_BYTES];
        random.nextBytes(content);
        uploader.store.contents().upload(new ByteArrayInputStream(content), false, tag);
        List<Address> chunks = uploader.store.chunks().unpushed(0, 1000).stream()
                .map(pending -> pending.address())
                .toList();
        assertEquals(tag.total(), chunks.size());

        for (int round = 0; round < 60 && !tag.isDone(TagState.SYNCED); round++) {
            run();
            now += Duration.ofSeconds(2).toNanos();
        }

        assertEquals(tag.total(), tag.count(TagState.SENT));
        assertEquals(tag.total(), tag.count(TagState.SYNCED));
        for (Address chunk : chunks) {
            assertTrue(nearest(chunk).findFirst().orElseThrow().store.chunks().has(chunk), chunk.hex());
            nodes.subList(1, NODES).stream()
                    .filter(node -> node.store.chunks().has(chunk))
                    .forEach(node -> assertTrue(nearest(chunk).limit(NEIGHBOURS).anyMatch(node::equals)));
        }
    }

    private void run() {
        for (Node node : nodes) {
            while (node.pusher.tick()) {
                // Until it waits.
            }
        }
        while (!mail.isEmpty()) {
            mail.remove().run();
        }
    }

    private Stream<Node> nearest(Address to) {
        return nodes.stream()
                .sorted(Comparator.comparing(
                        node -> node.place, (a, b) -> a.nearer(to, b) ? -1 : b.nearer(to, a) ? 1 : 0));
    }

    private final class Node extends FakePss {
        final Address place;
        final RealStore store;
        final Pusher pusher;
        final Storer storer;

        Node(Address place) throws IOException {
            super(Overlay.of(place.bytes()));
            this.place = place;
            store = RealStore.in(folder.resolve(place.hex()), place);
            Post post = new Post(this, () -> false, () -> {
                byte[] nonce = new byte[ChunkMessage.NONCE_BYTES];
                random.nextBytes(nonce);
                return nonce;
            });
            pusher = new Pusher(store.chunks(), store.tags(), post, () -> true, () -> now);
            storer = new Storer(store.chunks(), post);
        }

        @Override
        public boolean isNearestTo(Overlay point) {
            return nearest(Address.of(point.bytes())).findFirst().orElseThrow() == this;
        }

        /** To whom it concerns, but for those that it does not reach. */
        @Override
        public void sendRaw(Destination to, Topic topic, byte[] payload, Duration life) {
            Address target = Address.of(to.bytes());
            boolean chunk = topic.equals(ChunkMessage.TOPIC);
            List<Node> reached = nearest(target)
                    .limit(chunk ? NEIGHBOURS : 1)
                    .filter(node -> node != this && random.nextDouble() >= LOSS)
                    .toList();
            reached.forEach(node -> mail.add(() -> {
                if (chunk) {
                    node.storer.take(payload);
                } else {
                    node.pusher.receipt(payload);
                }
            }));
        }
    }
}
