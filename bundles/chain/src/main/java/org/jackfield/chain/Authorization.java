package org.jackfield.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;

/**
 * An account's word that it wants to run the code of another (EIP-7702): {@code [chain-id: P, address: B_20, nonce: P,
 * y-parity: P, r: P, s: P]}. One whose signature is worthless does not spoil its transaction, it is passed over.
 *
 * @param chainId 0 for any chain
 * @param address whose code is to run
 * @param nonce of the account that signed, unsigned
 */
public record Authorization(BigInteger chainId, Address address, long nonce, Signature signature) {

    /** EIP-7702, MAGIC: what is signed begins with it. */
    private static final byte[] MAGIC = {5};

    private static final int MAX_PARITY = 255;

    /** A new one, signed by the account that gives it. */
    public static Authorization signed(BigInteger chainId, Address address, long nonce, byte[] privateKey) {
        return new Authorization(
                chainId, address, nonce, Signature.sign(signingHash(chainId, address, nonce), privateKey));
    }

    /** The account that gave it; empty if the signature is none. */
    public Optional<Address> authority() {
        return signature.isLow() ? signature.signer(signingHash(chainId, address, nonce)) : Optional.empty();
    }

    static List<Authorization> readList(RlpReader items) throws RlpException {
        List<Authorization> authorizations = new ArrayList<>();
        for (RlpReader list = items.readList(); list.hasNext(); ) {
            RlpReader fields = list.readList();
            authorizations.add(new Authorization(
                    fields.readBigInteger(),
                    Address.of(fields.readBytes(Address.BYTES)),
                    fields.readUnsignedLong(),
                    Signature.read(readParity(fields), fields)));
            fields.finish();
        }
        return List.copyOf(authorizations);
    }

    static void writeList(List<Authorization> authorizations, RlpWriter out) {
        out.beginList();
        for (Authorization authorization : authorizations) {
            out.beginList();
            writeFields(authorization.chainId, authorization.address, authorization.nonce, out);
            out.write(authorization.signature.parity());
            authorization.signature.writeScalars(out);
            out.endList();
        }
        out.endList();
    }

    private static int readParity(RlpReader fields) throws RlpException {
        int at = fields.position();
        int parity = fields.readInt();
        if (parity > MAX_PARITY) {
            throw new RlpException(at, "y parity " + parity + " of an authorization, 8 bits expected");
        }
        return parity;
    }

    private static byte[] signingHash(BigInteger chainId, Address address, long nonce) {
        RlpWriter out = new RlpWriter(64).beginList();
        writeFields(chainId, address, nonce, out);
        return Keccak256.hash(MAGIC, out.endList().toByteArray());
    }

    private static void writeFields(BigInteger chainId, Address address, long nonce, RlpWriter out) {
        out.write(chainId).write(address.bytes()).write(nonce);
    }
}
