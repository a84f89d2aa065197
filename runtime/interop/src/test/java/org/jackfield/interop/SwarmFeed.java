package org.jackfield.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jackfield.chunks.Epoch;
import org.jackfield.chunks.Feed;
import org.jackfield.chunks.FeedUpdate;
import org.jackfield.crypto.NodeKey;
import org.jackfield.itest.Await;

/** A feed of one who has no node of his own and publishes at any gateway, as the original's client does. */
record SwarmFeed(byte[] key, Feed feed) {

    private static final int SIGNATURE_BYTES = 65;

    /** One without updates. */
    static SwarmFeed fresh() {
        byte[] key = NodeKey.generate().privateKey();
        return new SwarmFeed(key, new Feed(Feed.topic("news", new byte[0]), Feed.userOf(key)));
    }

    /** Of the calls about it. */
    String query() {
        return "/bzz-feed:/?user=" + feed.userHex() + "&topic=" + feed.topicHex();
    }

    /**
     * Asks what comes next, signs and publishes it.
     *
     * @return the directory that stands for the feed
     */
    String publish(Bee at, byte[] data) throws Exception {
        JsonNode next = at.gateway().json(query() + "&meta=1").path("epoch");
        Epoch epoch = new Epoch(next.path("time").asLong(), next.path("level").asInt());
        byte[] signed = new FeedUpdate(feed, epoch, data).signed(key).data();
        String signature = HexFormat.of().formatHex(signed, signed.length - SIGNATURE_BYTES, signed.length);
        String answer = at.gateway()
                .post(
                        query() + "&time=" + epoch.time() + "&level=" + epoch.level()
                                + "&protocolVersion=0&signature=0x" + signature,
                        "application/octet-stream",
                        data);
        return answer.replace("\"", "");
    }

    /** Waits until that is the latest update. Who looks waits a second for an update that it asks for, and may miss one. */
    void awaitRead(byte[] news, Bee at) throws Exception {
        Await.until("the news at " + at.enode(), () -> Arrays.equals(news, Await.success(() -> read(at))));
    }

    private byte[] read(Bee at) throws IOException, InterruptedException {
        return at.gateway().get(query(), "*/*");
    }
}
