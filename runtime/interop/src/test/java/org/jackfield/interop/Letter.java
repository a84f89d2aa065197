package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A message that one correspondent writes to another. The payload is another one in every letter.
 *
 * @param ttl in seconds
 * @param payload in hexadecimal
 */
record Letter(Mode mode, int ttl, String payload) {

    /** Under which all of them write. */
    static final String TOPIC = "0x6a61636b";

    /** Proof of work: a little more than everybody asks for, so that it is done at once. */
    static final double WORK = 0.3;

    private static final int TTL_SECONDS = 40;

    private static final AtomicInteger WRITTEN = new AtomicInteger();

    enum Mode {
        SYMMETRIC(false, false),
        SYMMETRIC_SIGNED(false, true),
        ASYMMETRIC(true, false),
        ASYMMETRIC_SIGNED(true, true);

        final boolean forOne;
        final boolean signed;

        Mode(boolean forOne, boolean signed) {
            this.forOne = forOne;
            this.signed = signed;
        }
    }

    static Letter in(Mode mode) {
        return in(mode, TTL_SECONDS);
    }

    static Letter in(Mode mode, int ttl) {
        byte[] text = (mode + " " + WRITTEN.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
        return new Letter(mode, ttl, "0x" + HexFormat.of().formatHex(text));
    }

    /** Whether this is what was read, and who wrote it to whom. */
    void assertRead(JsonNode message, Correspondent writer, Correspondent reader) {
        assertEquals(payload, message.path("payload").asText());
        assertEquals(TOPIC, message.path("topic").asText());
        assertEquals(ttl, message.path("ttl").asInt());
        assertFalse(message.path("padding").asText().isEmpty());
        assertEquals(mode.signed ? writer.publicKey() : "", message.path("sig").asText());
        assertEquals(
                mode.forOne ? reader.publicKey() : "",
                message.path("recipientPublicKey").asText());
    }
}
