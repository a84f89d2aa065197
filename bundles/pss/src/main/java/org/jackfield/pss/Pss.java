package org.jackfield.pss;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jackfield.overlay.Overlay;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends messages to nodes that need not be connected to us, and takes those that come. Nothing acknowledges them, and they arrive in any
 * order, as a rule once. A service, for any thread; outlives a replacement of the protocols.
 */
@ProviderType
public interface Pss {

    /** The most that fits into a message of the wire, which has a MiB, in bytes; a sealed one needs up to 256 of them. */
    int MAX_PAYLOAD_BYTES = (1 << 20) - 64;

    /** Our address in the overlay; empty until there has been a core. */
    Optional<Overlay> address();

    /**
     * Whether no connected node that speaks pss is nearer to a point than we are. False while we have no address.
     */
    boolean isNearestTo(Overlay point);

    /**
     * Sends bytes as they are: whoever they pass can read them. We do not get them ourselves. Returns at once; who cannot be
     * reached now is tried again until the message expires, or for ten minutes.
     *
     * @param life how long it is forwarded, whole seconds
     * @throws PssException if it is too long, or too many messages wait already
     */
    void sendRaw(Destination to, Topic topic, byte[] payload, Duration life) throws PssException;

    /**
     * Signs and encrypts for whoever has the symmetric key, and sends it to the address that was set with it; lives for two minutes.
     *
     * @param keyId of a key that was {@linkplain PssKeys#addSymmetric added} for this topic
     * @throws PssException also if there is no such key
     */
    void sendSymmetric(String keyId, Topic topic, byte[] payload) throws PssException;

    /**
     * The same for whoever has the private key.
     *
     * @param publicKey 65 bytes, known for this topic by {@link PssKeys#setPeer}
     * @throws PssException also if it is not known
     */
    void sendAsymmetric(byte[] publicKey, Topic topic, byte[] payload) throws PssException;

    /**
     * Passes on messages that come from now on.
     *
     * @param listener on the thread of the peer that has brought it; several may call at once. May block for the disk, not for the
     *     network: only that peer waits
     * @return closing it ends that
     */
    Registration listen(Interest interest, Consumer<Delivery> listener);

    /** What a listener hangs on. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
