package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class BloomTest {

    /** The first row: go-ethereum v1.9.20, whisper/whisperv6/whisper_test.go. The others have two bits in one byte. */
    @ParameterizedTest
    @CsvSource({
        "0000ff06, 0:01 32:01 63:80, 0:01 32:01 63:80",
        "0f010200, 0:04 1:80, 0:06 1:80",
        "00010200, 0:04, 0:07",
    })
    void assignsForTheSampleAndAddsForTheFilter(String topic, String sample, String filter) {
        Topic parsed = Topic.of(HexFormat.of().parseHex(topic));
        assertEquals(bytes(sample), Bloom.sampleOf(parsed));
        assertEquals(bytes(filter), Bloom.EMPTY.with(parsed));
        assertTrue(Bloom.EMPTY.with(parsed).wants(parsed));
        assertTrue(bytes(sample).wants(parsed), "as go-ethereum judges");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "blooms.csv")
    void assignsForTheSampleAsGethDoes(String topic, String bloom) {
        assertEquals(
                "0x" + bloom,
                Bloom.sampleOf(Topic.of(HexFormat.of().parseHex(topic))).toString());
    }

    @Test
    void wantsWhatContainsTheSample() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bits = new byte[Bloom.BYTES];
            random.nextBytes(bits);
            Bloom filter = Bloom.of(bits);
            // Small numbers, so that bits share a byte now and then.
            Topic topic = new Topic(random.nextInt() & 0x1f1f1f07);
            assertEquals(filter.contains(Bloom.sampleOf(topic)), filter.wants(topic), topic.toString());
        }
    }

    @Test
    void isFullOrEmpty() {
        Topic topic = new Topic(0xff_fe_fd_07);
        assertTrue(Bloom.FULL.wants(topic));
        assertFalse(Bloom.EMPTY.wants(topic));
        assertFalse(Bloom.EMPTY.with(new Topic(0)).wants(topic));
    }

    @Test
    void hasSixtyFourBytes() {
        assertThrows(IllegalArgumentException.class, () -> Bloom.of(new byte[63]));
        assertThrows(IllegalArgumentException.class, () -> Bloom.of(new byte[65]));
    }

    private static Bloom bytes(String spots) {
        byte[] bits = new byte[Bloom.BYTES];
        for (String spot : spots.split(" ")) {
            String[] parts = spot.split(":");
            bits[Integer.parseInt(parts[0])] = (byte) Integer.parseInt(parts[1], 16);
        }
        return Bloom.of(bits);
    }
}
