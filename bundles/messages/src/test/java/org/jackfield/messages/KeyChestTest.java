package org.jackfield.messages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jackfield.crypto.Secp256k1;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.Test;

class KeyChestTest {

    private static final byte[] PASSWORD = {1, 2, 3};
    private static final byte[] CONTENTS = "contents".getBytes();

    private final KeyChest chest = KeyChest.create(PASSWORD, KeyChest.Cost.RANDOM_KEY);

    @Test
    void opensWhatItLocked() throws IOException {
        byte[] locked = chest.lock(CONTENTS);

        assertArrayEquals(CONTENTS, KeyChest.of(locked, PASSWORD).open(locked).orElseThrow());
        assertTrue(KeyChest.of(locked, new byte[] {1, 2}).open(locked).isEmpty());
    }

    @Test
    void neverLocksTheSameTwiceAlike() {
        assertFalse(Arrays.equals(chest.lock(CONTENTS), chest.lock(CONTENTS)));
    }

    @Test
    void opensNothingThatWasChanged() {
        byte[] locked = chest.lock(CONTENTS);
        Malformed.feed(
                input -> {
                    if (!Arrays.equals(input, locked)) {
                        KeyChest.of(input, PASSWORD).open(input).ifPresent(contents -> {
                            throw new AssertionError("opened");
                        });
                    }
                },
                List.of(locked),
                IOException.class);
    }

    @Test
    void survivesMalformedLists() {
        byte[] list = KeyList.encode(List.of(
                new RingKey(new KeyEntry("ab".repeat(32), true, Instant.now()), Secp256k1.newPrivateKey()),
                new RingKey(new KeyEntry("cd".repeat(32), false, Instant.EPOCH), new byte[32])));

        Malformed.feed(KeyList::decode, List.of(list));
    }
}
