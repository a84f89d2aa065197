package org.jackfield.interop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jackfield.api.NodeId;
import org.jackfield.chunks.Address;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.Splitter;
import org.jackfield.crypto.NodeKey;

/**
 * A half of all addresses. What belongs into one is got from there by whoever is in the other one, through any node between
 * them: it is nearer than who asks, and not farther than who is between.
 */
enum Half {
    LOWER,
    UPPER;

    Half other() {
        return this == LOWER ? UPPER : LOWER;
    }

    /** The key of a node in here: the same each time. */
    NodeKey key() {
        return key(0);
    }

    /** The same of as many nodes as there are numbers. */
    private NodeKey key(int number) {
        return IntStream.rangeClosed(1, 256)
                .mapToObj(scalar -> NodeKey.of(HexFormat.of().parseHex("%064x".formatted(scalar))))
                .filter(key -> has(Address.ofNode(NodeId.of(key.publicKey()))))
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    /** The private key of one of them, in hexadecimal. */
    String keyDigits(int number) {
        return HexFormat.of().formatHex(key(number).privateKey());
    }

    private boolean has(Address address) {
        return address.bytes()[0] < 0 == (this == UPPER);
    }

    /** Random content all of whose chunks belong in here. The more there are, the longer it is looked for. */
    byte[] content(Random random, int size) throws IOException {
        byte[] content = new byte[size];
        do {
            random.nextBytes(content);
        } while (!chunks(content).stream().allMatch(this::has));
        return content;
    }

    /** Where the chunks of plain content belong. */
    static List<Address> chunks(byte[] content) throws IOException {
        List<Address> addresses = new ArrayList<>();
        new Splitter(chunks -> chunks.stream().map(Chunk::address).forEach(addresses::add), Runnable::run, 1)
                .split(new ByteArrayInputStream(content), false);
        return addresses;
    }
}
