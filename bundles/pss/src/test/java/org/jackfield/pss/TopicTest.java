package org.jackfield.pss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicTest {

    /** The first is ethersphere swarm v0.5.8's own word; the others are computed. */
    @ParameterizedTest
    @CsvSource({"topic of vectors, 0x826e4e67", "PUSHSYNC_CHUNKS, 0x3008d60a", "PUSHSYNC_RECEIPTS, 0x6f15183f"})
    void isTheBeginningOfTheNamesHash(String name, String topic) {
        assertEquals(topic, Topic.named(name).toString());
    }

    @Test
    void hasFourBytes() {
        byte[] bytes = {(byte) 0x80, 0, 0, 1};
        assertArrayEquals(bytes, Topic.of(bytes).bytes());
        assertThrows(IllegalArgumentException.class, () -> Topic.of(new byte[3]));
    }
}
