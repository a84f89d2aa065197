package org.jackfield.pss;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jackfield.api.NodeId;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.overlay.Overlay;
import org.jackfield.overlay.Services;
import org.jackfield.overlay.SwarmAddress;
import org.jackfield.overlay.TableView;

/** Values that several tests need. */
final class Fixtures {

    static final Topic TOPIC = Topic.named("a topic");
    static final Duration LIFE = Duration.ofSeconds(20);

    private Fixtures() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** A random address that has so many leading bits in common with another, and no more. */
    static Overlay at(Overlay other, int proximity, Random random) {
        byte[] address = new byte[Overlay.BYTES];
        random.nextBytes(address);
        byte[] like = other.bytes();
        for (int bit = 0; bit <= proximity; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            int wanted = like[bit / Byte.SIZE] & mask ^ (bit == proximity ? mask : 0);
            address[bit / Byte.SIZE] = (byte) (address[bit / Byte.SIZE] & ~mask | wanted);
        }
        return Overlay.of(address);
    }

    static Overlay random(Random random) {
        byte[] address = new byte[Overlay.BYTES];
        random.nextBytes(address);
        return Overlay.of(address);
    }

    static SwarmAddress address(Overlay overlay) {
        return new SwarmAddress(overlay, "enode://ab@1.2.3.4:30399", Services.FULL);
    }

    /** Of as many different nodes as there are numbers. */
    static NodeId node(int number) {
        byte[] key = new byte[NodeId.BYTES];
        key[0] = (byte) number;
        key[1] = (byte) (number >> Byte.SIZE);
        return NodeId.of(key);
    }

    static Optional<TableView> table(Overlay owner, int depth) {
        return Optional.of(new TableView(owner, depth, depth, List.of()));
    }

    static PssMessage raw(Destination to, int... payload) {
        return new PssMessage(to, true, false, 1L << 31, TOPIC, bytes(payload));
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** Of a node that has no core yet. */
    static MessageSeat seat(Overlay place) {
        Sealer sealer = new Sealer(Secp256k1.newPrivateKey());
        PssRouter router =
                new PssRouter(Optional::empty, sealer, new KeyTable(sealer), InstantSource.system(), System::nanoTime);
        return new MessageSeat(router, address(place), 0, () -> {});
    }
}
