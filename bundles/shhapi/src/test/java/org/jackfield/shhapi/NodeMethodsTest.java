package org.jackfield.shhapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Bloom;
import org.jackfield.envelopes.Envelope;
import org.jackfield.envelopes.Topic;
import org.jackfield.messages.FakeEnvelopes;
import org.junit.jupiter.api.Test;

class NodeMethodsTest {

    private static final String KEY = "01".repeat(NodeId.BYTES);
    private static final String ENODE = "enode://" + KEY + "@127.0.0.1:30303";

    private final FakeEnvelopes envelopes = new FakeEnvelopes();
    private final Calls calls = new Calls(new NodeMethods(envelopes, envelopes).methods("6.0"));

    @Test
    void tellsHowItIs() throws Exception {
        Envelope envelope = Envelope.of(1, 1, new Topic(1), new byte[100], 0);
        envelopes.pooled.put(envelope.hash(), envelope);

        assertEquals("6.0", calls.call("version"));
        assertEquals(
                Map.of(
                        "memory",
                        (long) envelope.encoded().length,
                        "messages",
                        1,
                        "minPow",
                        2.0,
                        "maxMessageSize",
                        1 << 20),
                calls.call("info"));
    }

    @Test
    void changesWhatItTakes() throws Exception {
        assertEquals(true, calls.call("setMaxMessageSize", 10 << 20));
        assertEquals(true, calls.call("setMinPoW", new BigDecimal("0.25")));
        assertEquals(true, calls.call("setBloomFilter", "0x" + "00".repeat(64)));

        assertEquals(10 << 20, envelopes.settings().maxMessageBytes());
        assertEquals(0.25, envelopes.settings().minWork());
        assertEquals(Bloom.EMPTY, envelopes.settings().interest());
        assertEquals(true, calls.call("setMinPoW", 0));
        assertEquals(0.0, envelopes.settings().minWork());
    }

    @Test
    void becomesLightAndCeasesToBe() throws Exception {
        assertEquals(true, calls.call("makeLightClient"));
        assertEquals(true, envelopes.settings().light());
        assertEquals(true, calls.call("cancelLightClient"));
        assertEquals(false, envelopes.settings().light());
    }

    @Test
    void trustsAConnectedPeer() throws Exception {
        envelopes.connected = NodeId.parse(KEY);

        for (String url : List.of(ENODE, "enode://" + KEY, KEY)) {
            envelopes.trusted.clear();
            assertEquals(true, calls.call("markTrustedPeer", url));
            assertEquals(Set.of(NodeId.parse(KEY)), envelopes.trusted);
        }
    }

    @Test
    void refusesAPeerThatIsNotThere() {
        String id = Hash.ofContent(NodeId.parse(KEY).bytes()).hex().substring(2);

        calls.assertRefused("could not find peer with ID: " + id, "markTrustedPeer", ENODE);
        for (String url : List.of("", "enode://01@127.0.0.1:1", "http://x", "0x" + KEY)) {
            String message = calls.refusal("markTrustedPeer", url).getMessage();
            assertEquals("invalid argument 0", message.substring(0, 18));
        }
    }

    @Test
    void refusesWhatCannotBeSet() {
        calls.assertRefused("message size too large [10485761>10485760]", "setMaxMessageSize", (10 << 20) + 1);
        calls.assertRefused("the largest message has 1 to 10485760 bytes, got 0", "setMaxMessageSize", 0);
        calls.assertRefused("invalid PoW: -0.500000", "setMinPoW", new BigDecimal("-0.5"));
        calls.assertRefused("invalid argument 0: not a number", "setMinPoW", new BigDecimal("1e999"));
        calls.assertRefused("invalid argument 0: not a number", "setMinPoW", "0x1");
        calls.assertRefused("invalid bloom filter size: 63", "setBloomFilter", "0x" + "00".repeat(63));
        for (Object size : List.of("0x10", -1, 1L << 32, new BigDecimal("1.5"), true)) {
            calls.assertRefused(
                    "invalid argument 0: not a whole number from 0 to 4294967295", "setMaxMessageSize", size);
        }
        assertEquals(1 << 20, envelopes.settings().maxMessageBytes());
    }
}
