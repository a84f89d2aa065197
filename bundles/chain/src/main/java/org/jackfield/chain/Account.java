package org.jackfield.chain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jackfield.crypto.Keccak256;
import org.jackfield.rlp.RlpWriter;

/**
 * An account of the state trie (yellow paper, section 4.1): {@code [nonce, balance, storageRoot, codeHash]} under the
 * Keccak-256 of its address.
 *
 * @param nonce unsigned
 * @param balance in wei
 * @param storageRoot root of the trie of its storage, not to be changed
 * @param codeHash Keccak-256 of its code
 */
public record Account(long nonce, BigInteger balance, byte[] storageRoot, byte[] codeHash) {

    private static final byte[] NO_CODE = Keccak256.hash();

    /** Whether it is a contract, or an account that has taken on the code of one (EIP-7702). */
    public boolean hasCode() {
        return !Arrays.equals(codeHash, NO_CODE);
    }

    /** An account without code and storage. */
    static Account plain(long nonce, BigInteger balance) {
        return new Account(nonce, balance, TrieRoot.EMPTY, NO_CODE);
    }

    /** The hashes that most accounts have are kept once for all. */
    static Account of(long nonce, BigInteger balance, byte[] storageRoot, byte[] codeHash) {
        return new Account(
                nonce,
                balance,
                Arrays.equals(storageRoot, TrieRoot.EMPTY) ? TrieRoot.EMPTY : storageRoot,
                Arrays.equals(codeHash, NO_CODE) ? NO_CODE : codeHash);
    }

    /**
     * @param storage values by slot, 32 bytes each; a value of zero is no entry
     */
    static Account of(long nonce, BigInteger balance, byte[] code, Map<BigInteger, BigInteger> storage) {
        List<TrieRoot.Entry> slots = storage.entrySet().stream()
                .filter(entry -> entry.getValue().signum() != 0)
                .map(entry -> new TrieRoot.Entry(Keccak256.hash(word(entry.getKey())), encoded(entry.getValue())))
                .toList();
        return new Account(nonce, balance, TrieRoot.of(slots), Keccak256.hash(code));
    }

    /** Root of the state trie of these accounts. */
    static byte[] stateRoot(Map<Address, Account> accounts) {
        return TrieRoot.of(accounts.entrySet().stream()
                .map(entry -> new TrieRoot.Entry(
                        Keccak256.hash(entry.getKey().bytes()), entry.getValue().encoded()))
                .toList());
    }

    private byte[] encoded() {
        return new RlpWriter(112)
                .beginList()
                .write(nonce)
                .write(balance)
                .write(storageRoot)
                .write(codeHash)
                .endList()
                .toByteArray();
    }

    private static byte[] encoded(BigInteger value) {
        return new RlpWriter(40).write(value).toByteArray();
    }

    private static byte[] word(BigInteger slot) {
        byte[] bytes = slot.toByteArray();
        byte[] word = new byte[32];
        int length = Math.min(bytes.length, word.length);
        System.arraycopy(bytes, bytes.length - length, word, word.length - length, length);
        return word;
    }
}
