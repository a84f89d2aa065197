package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.session.Outgoing;
import org.jackfield.chain.ChainHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RangeNewsTest extends OnDevelopmentChain {

    private static final byte[] HASH = new byte[32];

    private long head = 256;

    private final EthNetwork network = new EthNetwork(
            TestChain.with(chain, Map.of("head", arguments -> new ChainHead(head, HASH, BigInteger.ZERO, 0))), -1);

    /** The cases of go-ethereum's shouldSend (eth/handler.go). */
    @ParameterizedTest
    @CsvSource({"256, false", "257, false", "287, false", "288, true", "1000, true", "255, true", "0, true"})
    void isDueEvery32BlocksOrWhenTheHeadGoesBack(long latest, boolean due) {
        RangeNews news = new RangeNews(network, 256);
        head = latest;
        assertEquals(due, news.next().isPresent());
    }

    @Test
    void tellsTheRangeAndNotTwice() throws Exception {
        RangeNews news = new RangeNews(network, 256);
        head = 300;
        Outgoing update = news.next().orElseThrow();
        assertEquals(MessageCode.BLOCK_RANGE_UPDATE, update.message().code());
        assertArrayEquals(
                new BlockRange(0, 300, HASH).encoded(), update.message().payload());
        assertTrue(news.next().isPresent(), "it has not been written yet");
        assertEquals(256, news.told());
        update.sent().run();
        assertEquals(300, news.told());
        assertEquals(Optional.empty(), news.next());
        head = 331;
        assertEquals(Optional.empty(), news.next());
        head = 332;
        assertTrue(news.next().isPresent());
    }
}
