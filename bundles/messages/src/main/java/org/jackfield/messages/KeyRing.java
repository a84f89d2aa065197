package org.jackfield.messages;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The keys of this node's messages, by ids of 64 hexadecimal digits without {@code 0x}, as geth's. They are kept encrypted
 * on disk. A service; for any thread. Every method throws {@link MessageException} for an id that is not there, and for a key
 * that is none.
 */
@ProviderType
public interface KeyRing {

    /** A new secp256k1 pair. */
    String newPair() throws MessageException;

    /**
     * @param privateKey 32 bytes
     */
    String addPair(byte[] privateKey) throws MessageException;

    /** 65 bytes, the first of them 4. */
    byte[] publicKey(String id) throws MessageException;

    /** 32 bytes. */
    byte[] privateKey(String id) throws MessageException;

    /** A new symmetric key of 32 random bytes. */
    String newSymmetric() throws MessageException;

    /**
     * @param key 32 bytes
     */
    String addSymmetric(byte[] key) throws MessageException;

    /** The symmetric key that everybody derives of the password; takes a good part of a second. */
    String addPassword(String password) throws MessageException;

    /** 32 bytes. */
    byte[] symmetric(String id) throws MessageException;

    /**
     * The key of {@link #addPassword}, held in memory alone: good for posting, listening and opening as any other, but never
     * stored and not among the {@link #entries}. Each call makes an id of its own, known to the caller only.
     *
     * @return its id, until it is {@linkplain #delete deleted} or the ring closes
     */
    String holdPassword(String password) throws MessageException;

    /** The same for a new pair, such as one to sign a single request with. */
    String holdPair() throws MessageException;

    /** All that are stored, no secret among it. */
    List<KeyEntry> entries();

    /**
     * @return false if there was none
     */
    boolean delete(String id) throws MessageException;
}
