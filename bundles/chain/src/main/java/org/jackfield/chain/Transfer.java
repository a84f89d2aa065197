package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Arrays;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.RlpWriter;

/**
 * A plain payment as a transaction of type 0 (EIP-155), 1 (EIP-2930) or 2 (EIP-1559).
 *
 * @param tip wei per gas for the beneficiary
 * @param price wei per gas that is paid at most, tip included
 * @param value in wei
 */
record Transfer(int type, long nonce, BigInteger tip, BigInteger price, Address to, BigInteger value) {

    /** Yellow paper, G_transaction: what a payment without data costs. */
    static final long GAS = 21_000;

    RawTransaction signed(long chainId, byte[] privateKey) {
        RlpWriter unsigned = new RlpWriter();
        unsigned.beginList();
        writeFields(unsigned, chainId);
        if (type == 0) {
            unsigned.write(chainId).write(0L).write(0L);
        }
        byte[] hash = Keccak256.hash(typed(unsigned.endList().toByteArray()));
        byte[] signature = Secp256k1.sign(hash, privateKey);

        RlpWriter out = new RlpWriter();
        out.beginList();
        writeFields(out, chainId);
        int parity = signature[64];
        out.write(type == 0 ? 2 * chainId + 35 + parity : parity);
        out.write(new BigInteger(1, Arrays.copyOfRange(signature, 0, 32)));
        out.write(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)));
        return new RawTransaction(typed(out.endList().toByteArray()));
    }

    private void writeFields(RlpWriter out, long chainId) {
        if (type > 0) {
            out.write(chainId);
        }
        out.write(nonce);
        if (type == 2) {
            out.write(tip);
        }
        out.write(price).write(GAS).write(to.bytes()).write(value).write(new byte[0]);
        if (type > 0) {
            out.beginList().endList();
        }
    }

    private byte[] typed(byte[] list) {
        if (type == 0) {
            return list;
        }
        byte[] typed = new byte[list.length + 1];
        typed[0] = (byte) type;
        System.arraycopy(list, 0, typed, 1, list.length);
        return typed;
    }
}
