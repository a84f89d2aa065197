package org.jackfield.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.api.DisconnectException;
import org.jackfield.api.DisconnectReason;
import org.jackfield.chain.RawTransaction;
import org.jackfield.chain.Transaction;
import org.jackfield.crypto.Hash;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/**
 * Reads the transactions that a peer sends. A peer must not be left for an invalid one, as its rules may differ from ours; it is
 * for one that cannot be read at all, or of an unknown type (devp2p caps/eth.md, "Transaction Encoding and Validity").
 */
final class BodyReader {

    /** Fields of legacy transactions and of types 1 to 4. */
    private static final int[] FIELDS = {9, 11, 12, 14, 13};

    private BodyReader() {}

    /**
     * A transaction as it came.
     *
     * @param transaction empty if it is none that could ever be valid
     * @param hash of the form without a sidecar where it is known
     * @param size on the wire
     */
    record Body(Optional<Transaction> transaction, Hash hash, int type, long size) {}

    /** @throws DisconnectException if one is malformed, of an unknown type, or there twice */
    static List<Body> read(List<RawTransaction> raws) throws DisconnectException {
        List<Body> bodies = new ArrayList<>();
        Set<Hash> seen = new HashSet<>();
        for (RawTransaction raw : raws) {
            Body body = read(raw);
            if (!seen.add(body.hash())) {
                throw DisconnectException.subprotocol("transaction " + body.hash() + " twice in one message");
            }
            bodies.add(body);
        }
        return bodies;
    }

    private static Body read(RawTransaction raw) throws DisconnectException {
        byte[] encoded = raw.encoded();
        boolean typed = encoded.length > 0 && encoded[0] >= 0;
        if (encoded.length == 0 || typed && (encoded[0] == 0 || encoded[0] >= FIELDS.length)) {
            throw DisconnectException.subprotocol(
                    "transaction type " + (encoded.length == 0 ? "missing" : encoded[0]) + " is unknown");
        }
        try {
            Transaction transaction = Transaction.decode(raw);
            return new Body(Optional.of(transaction), Hash.of(transaction.hash()), raw.type(), encoded.length);
        } catch (RlpException e) {
            if (!isWellFormed(raw)) {
                throw new DisconnectException(
                        DisconnectReason.PROTOCOL_ERROR, "malformed transaction: " + e.getMessage(), e);
            }
            return new Body(Optional.empty(), Hash.of(raw.hash()), raw.type(), encoded.length);
        }
    }

    /** Whether it is a list of as many items as its type has; what is in them is another matter. */
    private static boolean isWellFormed(RawTransaction raw) {
        try {
            int offset = raw.type() == Transaction.LEGACY ? 0 : 1;
            byte[] encoded = raw.encoded();
            RlpReader outer = RlpReader.of(encoded, offset, encoded.length - offset);
            RlpReader items = outer.readList();
            outer.finish();
            boolean withSidecar = raw.type() == Transaction.BLOB && items.nextIsList();
            RlpReader fields = withSidecar ? items.readList() : items;
            return fields.count() == FIELDS[raw.type()];
        } catch (RlpException e) {
            return false;
        }
    }
}
