package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import org.jackfield.api.Enode;

/** A node with whisper or waku and somebody at it, who has a key pair, and a symmetric key that all of them share. */
interface Correspondent extends AutoCloseable {

    /** In hexadecimal. */
    String SHARED_KEY = "0x" + "5c".repeat(32);

    Enode enode();

    /** 65 bytes, in hexadecimal. */
    String publicKey();

    void dial(Enode other) throws Exception;

    /** Waits until the other's status is there. */
    void awaitStatus(Enode other) throws Exception;

    /** Dials, and waits until both have the other's status. */
    default void meet(Correspondent other) throws Exception {
        dial(other.enode());
        awaitStatus(other.enode());
        other.awaitStatus(enode());
    }

    /**
     * Gives a letter to every peer.
     *
     * @return the envelope's hash
     */
    String post(Letter letter, Correspondent reader) throws Exception;

    /** The same, but to one peer alone. */
    String postDirectly(Letter letter, Correspondent reader) throws Exception;

    /** Lets direct messages of a connected peer in. */
    void trust(Correspondent peer) throws Exception;

    /**
     * Waits for the message in an envelope.
     *
     * @return with the members that go-ethereum's {@code shh_getFilterMessages} gives
     */
    JsonNode read(String hash) throws Exception;

    @Override
    void close();
}
