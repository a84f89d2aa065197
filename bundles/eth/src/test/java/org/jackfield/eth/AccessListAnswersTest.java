package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jackfield.chain.Chain;
import org.jackfield.chain.Hex;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;

/** On a chain whose block of hash 1… has an empty access list, and that of hash 2… one of a megabyte. */
class AccessListAnswersTest extends OnDevelopmentChain {

    private static final byte[] EMPTY = {(byte) 0xc0};
    private static final byte[] MEGABYTE =
            new RlpWriter().beginList().write(new byte[1 << 20]).endList().toByteArray();

    private ChainAnswers answers() {
        Chain kept = TestChain.with(chain, Map.of("accessList", arguments -> kept((byte[]) arguments[0])));
        return new ChainAnswers(EthVersion.ETH_71, kept);
    }

    private static Optional<byte[]> kept(byte[] hash) {
        return switch (hash[0]) {
            case 1 -> Optional.of(EMPTY);
            case 2 -> Optional.of(MEGABYTE);
            default -> Optional.empty();
        };
    }

    @Test
    void listsKeepTheirPlacesAmongGaps() throws RlpException {
        byte[] answer = answers().accessLists(request(3, 1, 3));
        assertEquals("0xc507c380c080", Hex.text(answer));
        Answer read = Answer.decode(answer);
        List<Optional<byte[]>> lists = Answer.optionalLists(read.items());
        assertEquals(3, lists.size());
        assertArrayEquals(EMPTY, lists.get(1).orElseThrow());
        assertEquals(List.of(Optional.empty(), Optional.empty()), List.of(lists.get(0), lists.get(2)));
    }

    @Test
    void anAnswerEndsWithTheListThatReachesTheSoftLimit() throws RlpException {
        byte[] answer = answers().accessLists(request(3, 2, 3, 2, 1, 2));
        assertEquals(4, Answer.decode(answer).items().count());
    }

    @Test
    void unknownOnesAreAnsweredUpToTheLimitOfHashes() throws RlpException {
        int[] kinds =
                Collections.nCopies(2000, 3).stream().mapToInt(kind -> kind).toArray();
        byte[] answer = answers().accessLists(request(kinds));
        assertEquals(HashesRequest.MAX_HASHES, Answer.decode(answer).items().count());
    }

    private static byte[] request(int... kinds) {
        return new HashesRequest(
                        7,
                        IntStream.of(kinds)
                                .mapToObj(AccessListAnswersTest::hash)
                                .toList())
                .encoded();
    }

    private static byte[] hash(int kind) {
        byte[] hash = new byte[32];
        Arrays.fill(hash, (byte) kind);
        return hash;
    }
}
