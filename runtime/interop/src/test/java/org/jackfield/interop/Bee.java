package org.jackfield.interop;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Queue;
import org.jackfield.api.Enode;
import org.jackfield.chunks.Address;
import org.jackfield.itest.Await;

/** A node of swarm with its gateway, of ours or of an original. */
interface Bee extends AutoCloseable {

    Enode enode();

    /** Address in the network, in hexadecimal. */
    String overlay();

    SwarmGateway gateway();

    void dial(Enode other) throws Exception;

    /** Waits until the other's handshake is there, and the other can be asked for chunks. */
    void awaitHandshake(Bee other) throws Exception;

    /** Dials, and waits until both have read the other's handshake. */
    default void meet(Bee other) throws Exception {
        dial(other.enode());
        awaitHandshake(other);
        other.awaitHandshake(this);
    }

    /**
     * Gets content that may be elsewhere.
     *
     * @return its SHA-256, in hexadecimal
     * @throws IOException if it is not found. A peer has a second and a half to send a chunk, and one to send an update of a feed, which a
     *     machine that is busy may take longer for. What comes late is kept: see {@link Await#success}
     */
    String fetch(String reference) throws IOException, InterruptedException;

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has it", e);
        }
    }

    /** Whether a chunk is in its store, without asking anybody. */
    boolean has(String address) throws IOException, InterruptedException;

    /** Waits until all chunks of plain content are in its store. */
    default void awaitStored(byte[] content) throws Exception {
        Queue<Address> missing = new ArrayDeque<>(Half.chunks(content));
        Await.until("the chunks at " + enode(), () -> {
            while (!missing.isEmpty() && has(missing.element().hex())) {
                missing.remove();
            }
            return missing.isEmpty();
        });
    }

    @Override
    void close();
}
