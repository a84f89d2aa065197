package org.jackfield.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jackfield.api.DisconnectException;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.HeaderRange;
import org.jackfield.rlp.RlpException;

/** Whether headers are an answer to what was asked, as far as they tell by themselves. */
final class HeaderAnswer {

    /** Of a header with all fields and 32 bytes of extra data there are 700; proof of authority has signers in there. */
    static final int MAX_HEADER_BYTES = 4096;

    private HeaderAnswer() {}

    /**
     * @return the headers, each linked to the one before it if none were to be left out
     * @throws DisconnectException if they are anything but a beginning of what was asked for
     */
    static List<BlockHeader> read(HeaderRange asked, List<byte[]> encoded) throws DisconnectException {
        if (encoded.size() > asked.limit()) {
            throw DisconnectException.subprotocol(
                    encoded.size() + " headers came, " + asked.limit() + " were asked for");
        }
        List<BlockHeader> headers = new ArrayList<>(encoded.size());
        for (byte[] bytes : encoded) {
            BlockHeader header = decode(bytes);
            if (headers.isEmpty()) {
                checkFirst(asked, header);
            } else {
                checkNext(asked, headers.get(headers.size() - 1), header);
            }
            headers.add(header);
        }
        return headers;
    }

    private static BlockHeader decode(byte[] bytes) throws DisconnectException {
        if (bytes.length > MAX_HEADER_BYTES) {
            throw DisconnectException.subprotocol("a header of " + bytes.length + " bytes came");
        }
        try {
            return BlockHeader.decode(bytes);
        } catch (RlpException e) {
            throw DisconnectException.breach("a header is malformed: " + e.getMessage());
        }
    }

    private static void checkFirst(HeaderRange asked, BlockHeader first) throws DisconnectException {
        boolean right = asked.startHash()
                .map(hash -> Arrays.equals(hash, first.hash()))
                .orElse(asked.startNumber() == first.number());
        if (!right) {
            throw DisconnectException.subprotocol("the headers begin with " + first + ", which was not asked for");
        }
    }

    private static void checkNext(HeaderRange asked, BlockHeader above, BlockHeader header) throws DisconnectException {
        long expected = above.number() - asked.skip() - 1;
        boolean linked = asked.skip() > 0 || Arrays.equals(above.parentHash(), header.hash());
        if (header.number() != expected || !linked) {
            throw DisconnectException.subprotocol(header + " came below " + above + ", " + expected + " was asked for");
        }
    }
}
