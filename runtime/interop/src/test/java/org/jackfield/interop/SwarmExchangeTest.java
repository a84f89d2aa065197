package org.jackfield.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With swarm 0.5.8, and with feeds, whose histories begin as there. */
class SwarmExchangeTest extends SwarmExchange {

    /** As the original writes the capabilities of a full node. */
    private static final String FULL = "0:1100110000000001,1:11001110";

    SwarmExchangeTest() {
        super(SwarmOriginal.SWARM5);
    }

    @Override
    void assertIsOurs(JsonNode handshake) {
        assertEquals(14, handshake.path("version").asInt());
        assertEquals(4, handshake.path("network").asInt());
        assertEquals(FULL, handshake.path("capabilities").asText());
    }

    /** Each finds what came before, wherever that was published. */
    @Test
    void aFeedGoesOnAtEither() throws Exception {
        SwarmFeed feed = SwarmFeed.fresh();
        Set<String> directories = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            byte[] news = ("news " + i).getBytes(StandardCharsets.UTF_8);
            directories.add(feed.publish(i % 2 == 0 ? theirs() : ours(), news));
            feed.awaitRead(news, i % 2 == 0 ? ours() : theirs());
        }
        assertEquals(1, directories.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDirectoryIsFoundByItsFeed(boolean publishedHere) throws Exception {
        Bee one = publishedHere ? ours() : theirs();
        Bee another = publishedHere ? theirs() : ours();
        String made = one.gateway().post("/bzz:/", "text/plain", "current".getBytes(StandardCharsets.UTF_8));
        String directory = SwarmFeed.fresh().publish(one, HexFormat.of().parseHex(made));

        assertEquals("current", new String(file(another, directory, "")));
    }
}
