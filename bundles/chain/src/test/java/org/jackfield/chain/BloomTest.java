package org.jackfield.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.jackfield.crypto.Keccak256;
import org.junit.jupiter.api.Test;

class BloomTest {

    /** go-ethereum, TestBloomExtensively. */
    @Test
    void aHundredValuesMakeThePublishedFilter() {
        byte[] bits = new byte[Bloom.BYTES];
        for (int i = 0; i < 100; i++) {
            Bloom.set(bits, ("xxxxxxxxxx data " + i + " yyyyyyyyyyyyyy").getBytes(UTF_8));
        }
        assertEquals(
                "0xc8d3ca65cdb4874300a9e39475508f23ed6da09fdbc487f89a2dcf50b09eb263", Hex.text(Keccak256.hash(bits)));
    }

    @Test
    void addressesAndTopicsAreFoundAndOthersAreNot() {
        byte[] topic = Hex.bytes("07".repeat(32));
        Address address = Address.parse("7dcd17433742f4c0ca53122ab541d0ba67fc27df");
        Bloom bloom = Bloom.of(Stream.of(new Log(address, List.of(topic), new byte[9])));
        byte[] other = new byte[32];
        assertTrue(bloom.mayContain(address.bytes()));
        assertTrue(bloom.mayContain(topic));
        assertFalse(bloom.mayContain(other));
        assertTrue(bloom.mayContainAny(List.of(other, topic)));
        assertFalse(bloom.mayContainAny(List.of(other)));
        assertTrue(bloom.mayContainAny(List.of()));
    }

    /** Block 7 of the chain: txinfo.json tells its topics. */
    @Test
    void theFilterOfARealHeaderKnowsItsTopics() {
        Bloom bloom = new Bloom(Golden.blocks().get(6).header().logsBloom());
        assertTrue(bloom.mayContain(Hex.bytes("3569f740e521d8bb11c5b72660dc96272ad66bfd811ed918c3a9e02acd4ade8f")));
        assertFalse(bloom.mayContain(Hex.bytes("f77c749ecb156f605e2334b14caea388100bed09b4c16579c952a96e90355629")));
    }

    @Test
    void aFilterHas256Bytes() {
        assertThrows(IllegalArgumentException.class, () -> new Bloom(new byte[255]));
    }
}
