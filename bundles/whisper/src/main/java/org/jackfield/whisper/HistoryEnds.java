package org.jackfield.whisper;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jackfield.api.DisconnectException;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.HistoryEnd;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * The end of a mail server's answer: a string in either of these forms (status-go v0.55.1, waku/mailserver.go).
 *
 * <pre>
 *   request 32 B | last 32 B | cursor &le;36 B       last is zero if there was none; both may be left out
 *   "ERROR=" | request 32 B | text
 * </pre>
 */
final class HistoryEnds {

    private static final byte[] ERROR = "ERROR=".getBytes(StandardCharsets.US_ASCII);
    private static final Hash NONE = Hash.of(new byte[Hash.BYTES]);

    /** Ours have a line; whatever a peer says beyond is cut off. */
    private static final int MAX_TEXT_BYTES = 512;

    private HistoryEnds() {}

    static byte[] encode(HistoryEnd end) {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        if (end.error().isPresent()) {
            contents.writeBytes(ERROR);
            contents.writeBytes(end.request().bytes());
            contents.writeBytes(end.error().get().getBytes(StandardCharsets.UTF_8));
        } else {
            contents.writeBytes(end.request().bytes());
            contents.writeBytes(end.last().orElse(NONE).bytes());
            contents.writeBytes(end.cursor());
        }
        return RlpWriter.encode(contents.toByteArray());
    }

    /**
     * @throws DisconnectException with a subprotocol error if the string is too short or too long
     */
    static HistoryEnd decode(byte[] payload) throws RlpException, DisconnectException {
        RlpReader reader = RlpReader.of(payload);
        byte[] contents = reader.readBytes();
        reader.finish();
        boolean failed = contents.length >= ERROR.length + Hash.BYTES
                && Arrays.equals(contents, 0, ERROR.length, ERROR, 0, ERROR.length);
        return failed ? failure(contents) : success(contents);
    }

    private static HistoryEnd failure(byte[] contents) {
        int text = ERROR.length + Hash.BYTES;
        int length = Math.min(contents.length - text, MAX_TEXT_BYTES);
        String reason = new String(contents, text, length, StandardCharsets.UTF_8);
        return new HistoryEnd(hash(contents, ERROR.length), Optional.empty(), new byte[0], Optional.of(reason));
    }

    private static HistoryEnd success(byte[] contents) throws DisconnectException {
        int cursor = 2 * Hash.BYTES;
        if (contents.length < Hash.BYTES || contents.length > cursor + HistoryEnd.MAX_CURSOR_BYTES) {
            throw DisconnectException.subprotocol("the end of an answer in " + contents.length + " bytes");
        }
        if (contents.length < cursor) {
            return new HistoryEnd(hash(contents, 0), Optional.empty(), new byte[0], Optional.empty());
        }
        Hash last = hash(contents, Hash.BYTES);
        return new HistoryEnd(
                hash(contents, 0),
                last.equals(NONE) ? Optional.empty() : Optional.of(last),
                Arrays.copyOfRange(contents, cursor, contents.length),
                Optional.empty());
    }

    private static Hash hash(byte[] contents, int at) {
        return Hash.of(Arrays.copyOfRange(contents, at, at + Hash.BYTES));
    }
}
