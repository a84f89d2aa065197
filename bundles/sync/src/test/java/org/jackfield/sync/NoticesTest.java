package org.jackfield.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jackfield.crypto.Hash;
import org.junit.jupiter.api.Test;

class NoticesTest {

    private final Notices notices = new Notices();

    private static Hash hash(int number) {
        return Hash.of(ByteBuffer.allocate(Hash.BYTES).putInt(number).array());
    }

    private static BlockNotice.Whole block(int bytes) {
        return new BlockNotice.Whole(new byte[bytes], BigInteger.ONE);
    }

    private List<Long> hashesTold() {
        BlockNotice next = notices.next().orElseThrow();
        notices.told(next);
        return ((BlockNotice.Hashes) next)
                .blocks().stream().map(BlockNotice.NewHash::number).toList();
    }

    @Test
    void rememberABoundedNumber() {
        for (int i = 0; i <= Notices.MAX_KNOWN; i++) {
            notices.known(hash(i));
        }
        assertFalse(notices.knows(hash(0)));
        assertTrue(notices.knows(hash(1)));
        assertTrue(notices.knows(hash(Notices.MAX_KNOWN)));
    }

    @Test
    void refuseABlockMoreThanMayWait() {
        for (int i = 0; i < Notices.MAX_WHOLE; i++) {
            assertTrue(notices.send(hash(i), block(10)));
        }
        assertFalse(notices.send(hash(9), block(10)));
        assertFalse(notices.knows(hash(9)));
        assertEquals(40, notices.heldBytes());
    }

    @Test
    void keepTheNewestHashes() {
        for (int i = 0; i < Notices.MAX_HASHES + 2; i++) {
            notices.announce(hash(i), i);
        }
        List<Long> told = hashesTold();
        assertEquals(Notices.MAX_HASHES, told.size());
        assertEquals(2, told.get(0));
        assertEquals(Optional.empty(), notices.next());
    }

    @Test
    void offerTheSameUntilItIsTold() {
        notices.send(hash(1), block(10));
        BlockNotice first = notices.next().orElseThrow();
        notices.announce(hash(2), 2);
        assertSame(first, notices.next().orElseThrow());
        assertEquals(10, notices.heldBytes());
        notices.told(first);
        assertEquals(0, notices.heldBytes());
        assertEquals(List.of(2L), hashesTold());
    }

    @Test
    void forgetWhatThePeerHasLearntElsewhere() {
        notices.send(hash(1), block(10));
        notices.announce(hash(2), 2);
        notices.announce(hash(3), 3);
        notices.known(hash(1));
        notices.known(hash(2));
        assertEquals(List.of(3L), hashesTold());
        assertEquals(Optional.empty(), notices.next());
    }
}
