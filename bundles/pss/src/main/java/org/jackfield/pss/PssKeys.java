package org.jackfield.pss;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * With whom we write by which keys, per topic, and where they are said to be. In memory, as the original has it: they are gone when
 * the node ends. A service, for any thread.
 */
@ProviderType
public interface PssKeys {

    /** The node's own: 65 bytes, the first of them 4. */
    byte[] publicKey();

    /**
     * Whoever has this public key is to be written to at this address.
     *
     * @param publicKey 65 bytes
     * @throws PssException if it is none, or there are too many
     */
    void setPeer(byte[] publicKey, Topic topic, Destination address) throws PssException;

    /** Where whoever has the public key is written to, by topic. */
    Map<Topic, Destination> peer(byte[] publicKey);

    /**
     * A key that we share with others at this address.
     *
     * @param key 32 bytes
     * @param reading whether messages that come are to be opened with it; without, it is good for sending alone
     * @return its id, 64 hexadecimal digits; a new one each time
     * @throws PssException if it has another length, or there are too many
     */
    String addSymmetric(byte[] key, Topic topic, Destination address, boolean reading) throws PssException;

    /** A copy of the 32 bytes; empty if there is no such key. */
    Optional<byte[]> symmetric(String id);

    /** Where those who have that key are written to, by topic. */
    Map<Topic, Destination> holders(String id);
}
