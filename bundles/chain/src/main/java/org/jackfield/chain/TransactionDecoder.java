package org.jackfield.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;

/** Reads one transaction, field by field, into a draft. Used once, by one thread. */
final class TransactionDecoder {

    /** EIP-155: {@code v} of a transaction for one chain begins here; 27 and 28 are for any. */
    private static final int PROTECTED_V = 35;

    private static final int PLAIN_V = 27;
    private static final int HASH_BYTES = 32;

    private final byte[] encoded;
    private final TransactionDraft draft = new TransactionDraft();

    TransactionDecoder(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * @param anyS whether a legacy signature may have the higher {@code s}
     */
    Transaction decode(boolean anyS) throws RlpException {
        if (encoded.length == 0) {
            throw new RlpException(0, "a transaction of no bytes");
        }
        if (encoded[0] < 0) {
            return readLegacy(RlpReader.ofList(encoded), anyS);
        }
        draft.type = encoded[0];
        if (draft.type == Transaction.LEGACY || draft.type > Transaction.SET_CODE) {
            throw new RlpException(0, "transaction type " + draft.type + " is unknown");
        }
        RlpReader afterType = RlpReader.of(encoded, 1, encoded.length - 1);
        RlpReader items = afterType.readList();
        afterType.finish();
        return draft.type == Transaction.BLOB && items.nextIsList() ? readWithSidecar(items) : readTyped(items);
    }

    private Transaction readLegacy(RlpReader items, boolean anyS) throws RlpException {
        draft.nonce = readNonce(items);
        readPrice(items);
        readCall(items);
        int at = items.position();
        BigInteger v = items.readBigInteger();
        int parity = v.testBit(0) ? 0 : 1;
        if (v.compareTo(BigInteger.valueOf(PROTECTED_V)) >= 0) {
            draft.chainId =
                    Optional.of(v.subtract(BigInteger.valueOf(PROTECTED_V)).shiftRight(1));
        } else if (v.intValue() != PLAIN_V && v.intValue() != PLAIN_V + 1) {
            throw new RlpException(at, "v of the signature is " + v + ", expected 27, 28 or from 35 on");
        }
        return sign(parity, items, anyS);
    }

    private Transaction readWithSidecar(RlpReader items) throws RlpException {
        RlpReader fields = items.readList();
        draft.sidecar = Optional.of(BlobSidecar.read(items));
        return readTyped(fields);
    }

    private Transaction readTyped(RlpReader items) throws RlpException {
        draft.chainId = Optional.of(items.readBigInteger());
        draft.nonce = readNonce(items);
        if (draft.type == Transaction.ACCESS_LIST) {
            readPrice(items);
        } else {
            draft.maxTip = items.readBigInteger();
            draft.maxFee = items.readBigInteger();
        }
        readCall(items);
        draft.accessList = AccessListEntry.readList(items);
        if (draft.type == Transaction.BLOB) {
            draft.maxBlobFee = items.readBigInteger();
            draft.blobHashes = readBlobHashes(items);
        } else if (draft.type == Transaction.SET_CODE) {
            readAuthorizations(items);
        }
        return sign(items.readBoolean() ? 1 : 0, items, false);
    }

    private void readPrice(RlpReader items) throws RlpException {
        draft.maxFee = items.readBigInteger();
    }

    /** Gas, to, value, data. */
    private void readCall(RlpReader items) throws RlpException {
        draft.gasLimit = items.readLong();
        boolean makesContract = draft.type < Transaction.BLOB && items.nextLength() == 0;
        byte[] to = items.readBytes(makesContract ? 0 : Address.BYTES);
        draft.to = makesContract ? Optional.empty() : Optional.of(Address.of(to));
        draft.value = items.readBigInteger();
        draft.data = items.readBytes();
    }

    private static long readNonce(RlpReader items) throws RlpException {
        int at = items.position();
        long nonce = items.readUnsignedLong();
        if (nonce == -1) {
            throw new RlpException(at, "nonce 2^64 - 1, which no transaction may have (EIP-2681)");
        }
        return nonce;
    }

    private static List<byte[]> readBlobHashes(RlpReader items) throws RlpException {
        int at = items.position();
        List<byte[]> hashes = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            hashes.add(list.readBytes(HASH_BYTES));
            if (hashes.get(hashes.size() - 1)[0] != BlobSidecar.HASH_VERSION) {
                throw new RlpException(at, "a blob hash of another version than " + BlobSidecar.HASH_VERSION);
            }
        }
        if (hashes.isEmpty()) {
            throw new RlpException(at, "a blob transaction without blobs");
        }
        return List.copyOf(hashes);
    }

    private void readAuthorizations(RlpReader items) throws RlpException {
        int at = items.position();
        draft.authorizations = Authorization.readList(items);
        if (draft.authorizations.isEmpty()) {
            throw new RlpException(at, "a set-code transaction without authorizations");
        }
    }

    private Transaction sign(int parity, RlpReader items, boolean anyS) throws RlpException {
        int at = items.position();
        Signature signature = Signature.read(parity, items);
        items.finish();
        if (!signature.isValid()) {
            throw new RlpException(at, "r or s of the signature is zero or not below the curve's order");
        }
        if (!anyS && !signature.isLow()) {
            throw new RlpException(at, "s of the signature is the higher of two (EIP-2)");
        }
        return draft.with(signature);
    }
}
