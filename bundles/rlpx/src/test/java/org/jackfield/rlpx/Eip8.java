package org.jackfield.rlpx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Properties;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.NodeKey;
import org.jackfield.crypto.Secp256k1;

/** The golden vectors of EIP-8. */
final class Eip8 {

    private static final Properties VALUES = new Properties();

    static {
        try (InputStream in = Eip8.class.getResourceAsStream("eip8.properties")) {
            VALUES.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Secrets OF_INITIATOR = derive(true);
    private static final Secrets OF_RECIPIENT = derive(false);

    private Eip8() {}

    static byte[] bytes(String name) {
        return HexFormat.of().parseHex(VALUES.getProperty(name));
    }

    static NodeKey keyA() {
        return NodeKey.of(bytes("static-key-a"));
    }

    static NodeKey keyB() {
        return NodeKey.of(bytes("static-key-b"));
    }

    static NodeId idA() {
        return NodeId.of(keyA().publicKey());
    }

    static NodeId idB() {
        return NodeId.of(keyB().publicKey());
    }

    static Ephemeral ephemeralA() {
        return new Ephemeral(bytes("ephemeral-key-a"), bytes("nonce-a"), NodeKey.generate());
    }

    static Ephemeral ephemeralB() {
        return new Ephemeral(bytes("ephemeral-key-b"), bytes("nonce-b"), NodeKey.generate());
    }

    /** The secrets of auth 2 with ack 2, with fresh MAC states at every call. */
    static Secrets secrets(boolean initiator) {
        Secrets shared = initiator ? OF_INITIATOR : OF_RECIPIENT;
        return new Secrets(
                shared.remote(),
                shared.aes(),
                shared.mac(),
                shared.egress().copy(),
                shared.ingress().copy());
    }

    private static Secrets derive(boolean initiator) {
        byte[] mine = bytes(initiator ? "ephemeral-key-a" : "ephemeral-key-b");
        byte[] theirs = Secp256k1.publicKey((initiator ? ephemeralB() : ephemeralA()).privateKey());
        KeyAgreement agreement = new KeyAgreement(
                initiator, mine, theirs, bytes("nonce-a"), bytes("nonce-b"), bytes("auth2"), bytes("ack2"));
        try {
            return agreement.secrets(initiator ? idB() : idA());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
