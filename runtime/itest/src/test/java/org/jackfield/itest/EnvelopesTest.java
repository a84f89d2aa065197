package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jackfield.api.Capability;
import org.jackfield.api.DisconnectReason;
import org.jackfield.api.Message;
import org.jackfield.api.MessagePipe;
import org.jackfield.api.Peer;
import org.jackfield.api.PeerEvent;
import org.jackfield.api.Protocol;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.Topic;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node does to peers that send bad envelopes, by either protocol. */
@Timeout(120)
class EnvelopesTest {

    private static final Set<String> WITHOUT = Set.of("eth", "swarm");
    private static final long UINT32_MAX = 0xffff_ffffL;
    private static final int ENVELOPES = 1;
    private static final int VERDICT = 12;

    private static final Map<String, String> CONFIRMING = Map.of("whisper.confirmations", "true");

    @TempDir
    Path folder;

    /** Envelopes without work, each with something wrong besides, and the code by which waku tells so. */
    enum Bad {
        FROM_THE_FUTURE(21),
        LONG_EXPIRED(21),
        WITHOUT_A_TTL(21),
        FOR_A_CENTURY(22),
        WITH_TOO_LITTLE_WORK(22);

        private final int code;

        Bad(int code) {
            this.code = code;
        }

        Envelope envelope() {
            long now = Instant.now().getEpochSecond();
            byte[] data = new byte[64];
            return switch (this) {
                case FROM_THE_FUTURE -> Envelope.of(now + 200, 100, new Topic(1), data, 1);
                case LONG_EXPIRED -> Envelope.of(now - 100, 100_000, new Topic(1), data, 1);
                case WITHOUT_A_TTL -> Envelope.of(now + 10, 0, new Topic(1), data, 1);
                case FOR_A_CENTURY -> Envelope.of(UINT32_MAX, UINT32_MAX - now, new Topic(1), data, 1);
                case WITH_TOO_LITTLE_WORK -> Envelope.of(now + 100_000, 100_000, new Topic(1), data, 1);
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadEnvelopeEndsTheLinkOfWhisper(Bad bad) throws Exception {
        Correspondent correspondent = new Correspondent("shh/6", "cc06883fc999999999999a8080");
        meet(correspondent, Map.of(), (judge, hostile) -> {
            correspondent.send(bad.envelope());
            PeerEvent.Disconnected gone = judge.events().disconnected(hostile.id());
            assertEquals(DisconnectReason.SUBPROTOCOL_ERROR, gone.reason());
            assertFalse(gone.byRemote());
        });
    }

    @Test
    void badEnvelopesAreToldAndForgivenInWaku() throws Exception {
        Correspondent correspondent = new Correspondent("waku/1", "c0");
        meet(correspondent, CONFIRMING, (judge, hostile) -> {
            for (Bad bad : Bad.values()) {
                Envelope envelope = bad.envelope();
                correspondent.send(envelope);
                assertEquals(envelope.hash().hex() + ' ' + bad.code, correspondent.verdict(), bad.name());
            }
            assertEquals(List.of(), judge.events().departures());
        });
    }

    @Test
    void whatHasJustExpiredIsPassedOver() throws Exception {
        Correspondent correspondent = new Correspondent("waku/1", "c0");
        meet(correspondent, CONFIRMING, (judge, hostile) -> {
            long justNow = Instant.now().getEpochSecond() - 1;
            correspondent.send(Envelope.of(justNow, 100_000, new Topic(1), new byte[64], 1));
            assertEquals("all taken", correspondent.verdict());
        });
    }

    private interface Meeting {
        void hold(TestNode judge, TestNode hostile) throws Exception;
    }

    /** A node of ours with these settings, and the one that is behind the correspondent. */
    private void meet(Correspondent correspondent, Map<String, String> settings, Meeting meeting) throws Exception {
        try (TestNode judge = TestNode.start(folder.resolve("judge"), settings, WITHOUT);
                TestNode hostile = TestNode.start(folder.resolve("hostile"), Map.of(), TestNode.PROTOCOLS)) {
            judge.awaitProtocol(correspondent.capability().name());
            hostile.offer(correspondent);
            hostile.connectTo(judge);
            meeting.hold(judge, hostile);
        }
    }

    /** Says its status, and then what the test wants it to. */
    private static final class Correspondent implements Protocol {

        private static final long DEADLINE_SECONDS = 30;

        private final Capability capability;
        private final byte[] status;
        private final BlockingQueue<MessagePipe> sessions = new LinkedBlockingQueue<>();
        private final BlockingQueue<Message> verdicts = new LinkedBlockingQueue<>();

        Correspondent(String capability, String status) {
            this.capability = Capability.parse(capability);
            this.status = HexFormat.of().parseHex(status);
        }

        @Override
        public Capability capability() {
            return capability;
        }

        @Override
        public int messageCount() {
            return 128;
        }

        @Override
        public void run(Peer peer, MessagePipe pipe) throws Exception {
            pipe.write(0, status);
            sessions.add(pipe);
            while (true) {
                Message message = pipe.read();
                if (message.code() == VERDICT) {
                    verdicts.add(message);
                }
            }
        }

        void send(Envelope envelope) throws Exception {
            MessagePipe pipe = sessions.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            sessions.add(pipe);
            byte[] batch = new RlpWriter()
                    .beginList()
                    .writeRaw(envelope.encoded())
                    .endList()
                    .toByteArray();
            pipe.write(ENVELOPES, batch);
        }

        /** The first envelope that was refused, and the code. */
        String verdict() throws Exception {
            Message message = verdicts.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            RlpReader items = RlpReader.ofList(message.payload());
            assertEquals(1, items.readInt());
            RlpReader verdict = items.readList();
            verdict.skip();
            RlpReader refusals = verdict.readList();
            if (!refusals.hasNext()) {
                return "all taken";
            }
            RlpReader refusal = refusals.readList();
            return "0x" + HexFormat.of().formatHex(refusal.readBytes()) + ' ' + refusal.readInt();
        }
    }
}
