package org.jackfield.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.jackfield.release.Entry.Step;
import org.jackfield.release.JournalFormat.Content;
import org.junit.jupiter.api.Test;

class JournalFormatTest {

    private static final int CASES = 12_000;

    @Test
    void readsWhatItWrites() throws IOException {
        for (Content content : List.of(
                new Content("run", List.of()),
                new Content(
                        "run", Arrays.stream(Step.values()).map(Samples::entry).toList()))) {
            assertEquals(content, JournalFormat.decode(JournalFormat.encode(content)));
        }
    }

    @Test
    void refusesAJournalTruncatedAtAnyByte() {
        byte[] whole = JournalFormat.encode(Samples.content());
        for (int length = 0; length < whole.length; length++) {
            byte[] truncated = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> JournalFormat.decode(truncated), "length " + length);
        }
    }

    @Test
    void refusesAJournalWithAnyBitFlipped() {
        byte[] whole = JournalFormat.encode(Samples.content());
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(IOException.class, () -> JournalFormat.decode(flipped), "bit " + bit);
        }
    }

    @Test
    void refusesMoreThanAJournal() {
        byte[] whole = JournalFormat.encode(Samples.content());
        assertThrows(IOException.class, () -> JournalFormat.decode(Arrays.copyOf(whole, whole.length + 1)));
    }

    /** Behind a right checksum, where it would do harm. */
    @Test
    void garbageBehindARightChecksumIsReadOrRefused() throws IOException {
        Random random = new Random(3);
        byte[] whole = JournalFormat.encode(Samples.content());
        for (int i = 0; i < CASES; i++) {
            byte[] body = Arrays.copyOfRange(whole, 9, whole.length - random.nextInt(whole.length - 9));
            for (int edits = random.nextInt(8); edits > 0 && body.length > 0; edits--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt();
            }
            try {
                JournalFormat.decode(withHead(body));
            } catch (IOException refused) {
                // The only exception there may be.
            }
        }
    }

    @Test
    void refusesACountThatNoJournalHas() throws IOException {
        byte[] body = ByteBuffer.allocate(6)
                .putShort((short) 0)
                .putInt(Integer.MAX_VALUE)
                .array();
        byte[] journal = withHead(body);
        assertThrows(IOException.class, () -> JournalFormat.decode(journal));
    }

    private static byte[] withHead(byte[] body) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(body);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(whole);
        out.writeInt(0x4a46524c);
        out.writeByte(1);
        out.writeInt((int) crc.getValue());
        out.write(body);
        return whole.toByteArray();
    }
}
