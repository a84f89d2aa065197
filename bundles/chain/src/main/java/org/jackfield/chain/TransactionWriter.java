package org.jackfield.chain;

import java.math.BigInteger;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpWriter;

/** Writes transactions, and what is signed of them. */
final class TransactionWriter {

    private static final BigInteger PROTECTED_V = BigInteger.valueOf(35);
    private static final BigInteger PLAIN_V = BigInteger.valueOf(27);

    private TransactionWriter() {}

    static byte[] signed(Transaction transaction) {
        RlpWriter out = new RlpWriter(transaction.data().length + 256);
        writeSigned(transaction, out);
        return typed(transaction.type(), out.toByteArray());
    }

    /** The list alone, without the type before it. */
    static void writeSigned(Transaction transaction, RlpWriter out) {
        out.beginList();
        writeFields(transaction, out);
        out.write(v(transaction));
        transaction.signature().writeScalars(out);
        out.endList();
    }

    static byte[] signingHash(Transaction transaction) {
        RlpWriter out = new RlpWriter(transaction.data().length + 192).beginList();
        writeFields(transaction, out);
        if (transaction.type() == Transaction.LEGACY) {
            transaction.chainId().ifPresent(id -> out.write(id).write(0L).write(0L));
        }
        return Keccak256.hash(typed(transaction.type(), out.endList().toByteArray()));
    }

    /** The type byte before a list, unless the transaction is a legacy one. */
    static byte[] typed(int type, byte[] list) {
        if (type == Transaction.LEGACY) {
            return list;
        }
        byte[] typed = new byte[1 + list.length];
        typed[0] = (byte) type;
        System.arraycopy(list, 0, typed, 1, list.length);
        return typed;
    }

    private static void writeFields(Transaction transaction, RlpWriter out) {
        int type = transaction.type();
        if (type != Transaction.LEGACY) {
            out.write(transaction.chainId().orElseThrow());
        }
        out.write(transaction.nonce());
        if (type >= Transaction.MARKET_FEE) {
            out.write(transaction.maxTip());
        }
        out.write(transaction.maxFee()).write(transaction.gasLimit());
        out.write(transaction.to().map(Address::bytes).orElse(new byte[0]));
        out.write(transaction.value()).write(transaction.data());
        if (type != Transaction.LEGACY) {
            AccessListEntry.writeList(transaction.accessList(), out);
        }
        if (type == Transaction.BLOB) {
            out.write(transaction.maxBlobFee()).beginList();
            transaction.blobHashes().forEach(out::write);
            out.endList();
        } else if (type == Transaction.SET_CODE) {
            Authorization.writeList(transaction.authorizations(), out);
        }
    }

    private static BigInteger v(Transaction transaction) {
        BigInteger parity = BigInteger.valueOf(transaction.signature().parity());
        if (transaction.type() != Transaction.LEGACY) {
            return parity;
        }
        return transaction
                .chainId()
                .map(id -> id.shiftLeft(1).add(PROTECTED_V))
                .orElse(PLAIN_V)
                .add(parity);
    }
}
