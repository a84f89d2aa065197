package org.jackfield.interop;

import static org.jackfield.interop.RawSwarmPeer.Line.BZZ;
import static org.jackfield.interop.RawSwarmPeer.Line.HIVE;
import static org.jackfield.interop.RawSwarmPeer.Line.RETRIEVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.PeerEvent;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.Splitter;
import org.jackfield.itest.Await;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever breaks the protocol is dropped, by the original and by us; others are not disturbed. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SwarmMisdeedsTest {

    private static final int MOST_ADDRESSES = 1024;

    @TempDir
    static Path folder;

    private static OurBee ours;
    private static ForeignBee theirs;
    private static ForeignBee witness;
    private static RawSwarmPeer raw;

    private final Random random = new Random();

    @BeforeAll
    static void start() throws Exception {
        theirs = ForeignBee.of(SwarmOriginal.SWARM5, "--autoconnect=false");
        witness = ForeignBee.alone(SwarmOriginal.SWARM5);
        ours = OurBee.quiet(folder.resolve("ours"), Half.LOWER.key());
        witness.meet(ours);
        raw = RawSwarmPeer.start(folder.resolve("raw"));
    }

    @AfterEach
    void leave() throws InterruptedException {
        raw.leaveAll();
    }

    @AfterAll
    static void close() {
        for (AutoCloseable each : Arrays.asList(raw, ours, theirs, witness)) {
            try {
                if (each != null) each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "14, 5, d4d3d280d001018080010180808080808080808001, another network",
        "13, 4, d4d3d280d001018080010180808080808080808001, another version",
        "14, 4, d4d3d280d001010180010180808080808080808001, neither light nor full",
        "14, 4, d4d3d201d001018080010180808080808080808001, capabilities of something else",
        "14, 4, c0, no capabilities",
    })
    void whoCannotBeWorkedWithIsLeft(int version, int network, String capabilities, String what) throws Exception {
        for (Bee victim : List.of(theirs, ours)) {
            raw.connect(
                    victim.enode(),
                    raw.handshake(version, network, address(), HexFormat.of().parseHex(capabilities)));
            assertDropped(victim);
        }
        assertFalse(witness.program().told("left"));
    }

    @ParameterizedTest
    @EnumSource
    void whoBreaksTheProtocolIsLeft(SwarmMisdeed misdeed) throws Exception {
        for (Bee victim : List.of(theirs, ours)) {
            meet(victim, address());
            misdeed.commit(raw);
            assertDropped(victim);
        }
        assertFalse(witness.program().told("left"));
    }

    /** The original reads as many as fit into a message. */
    @Test
    void whoTellsOfTooManyNodesIsLeftByUs() throws Exception {
        RlpWriter list = new RlpWriter().beginList().beginList();
        for (int i = 0; i <= MOST_ADDRESSES; i++) {
            list.write(address().bytes())
                    .write("enode://" + i)
                    .write(HexFormat.of().parseHex(RawSwarmPeer.FULL));
        }
        byte[] endless = list.endList().endList().toByteArray();
        int others = ours.table().path("total_known").asInt();
        meet(ours, address());
        int known = others + 1;
        Await.until(
                "its place in our table", () -> ours.table().path("total_known").asInt() == known);

        raw.send(HIVE, 0, endless);

        assertDropped(ours);
        assertEquals(known, ours.table().path("total_known").asInt());
    }

    enum Answer {
        ANOTHER_CHUNK,
        ANOTHERS_CONTENT,
        TOO_LONG,
        TOO_SHORT
    }

    /**
     * It says that it is where the chunk belongs: it is asked first. The original means to drop who sends what is not the chunk of its
     * address, too, but mistakes one error for another, and only keeps nothing.
     */
    @ParameterizedTest
    @EnumSource
    void whoAnswersWithWhatIsNotTheChunkIsLeft(Answer answer) throws Exception {
        for (Bee victim : answer == Answer.ANOTHER_CHUNK ? List.of(theirs, ours) : List.of(ours)) {
            Chunk wanted = chunk();
            Chunk another = chunk();
            meet(victim, wanted.address());
            CompletableFuture<Boolean> found = CompletableFuture.supplyAsync(() -> isFound(victim, wanted.address()));
            long id = awaitRequest(wanted.address());

            Address address = answer == Answer.ANOTHER_CHUNK ? another.address() : wanted.address();
            byte[] data = switch (answer) {
                case ANOTHER_CHUNK, ANOTHERS_CONTENT -> another.data();
                case TOO_LONG -> filled(Chunk.MAX_BYTES + 1);
                case TOO_SHORT -> filled(Chunk.SPAN_BYTES);
            };
            raw.send(
                    RETRIEVE,
                    0,
                    new RlpWriter()
                            .beginList()
                            .write(id)
                            .write(address.bytes())
                            .write(data)
                            .endList()
                            .toByteArray());

            assertDropped(victim);
            assertFalse(victim.has(address.hex()));
            found.cancel(true);
        }
        assertFalse(witness.program().told("left"));
    }

    /** Waits for the request of a chunk; what was not found before may still be looked for. */
    private static long awaitRequest(Address wanted) throws RlpException, InterruptedException {
        while (true) {
            RlpReader request = RlpReader.ofList(raw.await(RETRIEVE, 1));
            long id = request.readUnsignedLong();
            if (Address.of(request.readBytes(Address.BYTES)).equals(wanted)) {
                return id;
            }
        }
    }

    /** Not with zeros, of which the original would die: it takes them for a signature of a feed's update. */
    private static byte[] filled(int size) {
        byte[] data = new byte[size];
        Arrays.fill(data, (byte) -1);
        return data;
    }

    private static boolean isFound(Bee at, Address address) {
        try {
            at.fetch(address.hex());
            return true;
        } catch (IOException | InterruptedException | AssertionError e) {
            return false;
        }
    }

    private static void meet(Bee victim, Address overlay) throws Exception {
        raw.connect(victim.enode(), raw.handshake(14, 4, overlay, HexFormat.of().parseHex(RawSwarmPeer.FULL)));
        raw.await(BZZ, 0);
    }

    private static void assertDropped(Bee victim) throws Exception {
        PeerEvent.Disconnected end = raw.awaitLeft(victim.enode());
        assertTrue(end.byRemote(), end::toString);
    }

    private Address address() {
        byte[] bytes = new byte[Address.BYTES];
        random.nextBytes(bytes);
        return Address.of(bytes);
    }

    private Chunk chunk() throws IOException {
        byte[] content = new byte[100];
        random.nextBytes(content);
        List<Chunk> chunks = new ArrayList<>();
        new Splitter(chunks::addAll, Runnable::run, 1).split(new ByteArrayInputStream(content), false);
        return chunks.get(0);
    }
}
