package org.jackfield.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.Epoch;
import org.jackfield.chunks.Feed;
import org.jackfield.chunks.FeedUpdate;
import org.jackfield.chunks.RealStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds over real sockets and a real store; key, topics and hashes of ethersphere/swarm v0.5.8, api/http/server_test.go. */
class FeedSchemeTest extends OverSockets {

    private static final byte[] KEY = HexFormat.of().parseHex("deadbeef".repeat(8));
    private static final String USER = "0xc96aaa54e2d44c299564da76e1cd3184a2386b8d";
    private static final Feed FOO = new Feed(Feed.topic("foo.eth", new byte[0]), Feed.userOf(KEY));
    private static final String FOO_MANIFEST = "bb056a5264c295c2b0f613c8409b9c87ce9d71576ace02458160df4cc894210b";
    private static final String HERE = "?name=foo.eth&user=" + USER;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The query that publishes an update, as the original's client makes it. */
    private static String query(FeedUpdate update) {
        byte[] signed = update.signed(KEY).data();
        return "?topic=" + update.feed().topicHex() + "&user=" + update.feed().userHex() + "&time="
                + update.epoch().time() + "&level=" + update.epoch().level() + "&protocolVersion=0&signature=0x"
                + HexFormat.of().formatHex(signed, signed.length - 65, signed.length);
    }

    private String post(String query, byte[] body) throws Exception {
        return RunningGateway.text(
                node.send(node.request("/bzz-feed:/" + query).POST(BodyPublishers.ofByteArray(body))));
    }

    private String publish(Feed feed, Epoch epoch, byte[] data) throws Exception {
        return post(query(new FeedUpdate(feed, epoch, data)), data);
    }

    /** As a client does it: asks what to sign. */
    private FeedUpdate next(byte[] data) throws Exception {
        String meta = node.text("/bzz-feed:/" + HERE + "&meta=1");
        Matcher epoch = Pattern.compile("\"time\":(\\d+),\"level\":(\\d+)").matcher(meta);
        assertTrue(
                meta.startsWith("200 {\"feed\":{\"topic\":\"0x666f6f2e657468" + "0".repeat(50) + "\",\"user\":\"" + USER
                                + "\"},\"epoch\":{\"time\":")
                        && meta.endsWith("},\"protocolVersion\":0}")
                        && epoch.find(),
                meta);
        return new FeedUpdate(FOO, new Epoch(Long.parseLong(epoch.group(1)), Integer.parseInt(epoch.group(2))), data);
    }

    @Test
    void publishesUpdatesAndFindsThem() throws Exception {
        byte[] first = new byte[666];
        new Random(1).nextBytes(first);
        FeedUpdate one = next(first);
        assertEquals("200 \"" + FOO_MANIFEST + '"', post(query(one) + "&manifest=1", first));
        assertEquals(31, one.epoch().level());

        assertArrayEquals(first, node.get("/bzz-feed:/" + FOO_MANIFEST).body());
        FeedUpdate two = next(bytes("foo"));
        assertEquals(30, two.epoch().level());
        assertEquals("200 \"" + FOO_MANIFEST + '"', post(query(two), bytes("foo")));

        HttpResponse<byte[]> latest = node.get("/bzz-feed:/" + HERE);
        assertEquals("200 foo", RunningGateway.text(latest));
        assertEquals(
                "application/octet-stream",
                latest.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("200 foo", node.text("/bzz-feed:/" + FOO_MANIFEST + "/"));
        assertEquals(
                "200 foo",
                node.text("/bzz-feed:/?topic=" + FOO.topicHex() + "&user=" + USER + "&hint.time="
                        + one.epoch().time() + "&hint.level=31"));
        assertTrue(node.text("/bzz-feed:/" + HERE + "&time=" + (one.epoch().time() - 1))
                .startsWith("404"));
    }

    @Test
    void findsWhatWasTheLatestAtAnyTime() throws Exception {
        publish(FOO, new Epoch(1_000_000, 31), bytes("then"));
        publish(FOO, new Epoch(1_000_100, 30), bytes("later"));

        assertEquals("200 then", node.text("/bzz-feed:/" + HERE + "&time=1000099"));
        assertEquals("200 later", node.text("/bzz-feed:/" + HERE + "&time=1000100"));
        assertEquals("200 later", node.text("/bzz-feed:/" + HERE));
        assertTrue(node.text("/bzz-feed:/" + HERE + "&time=999999").startsWith("404 Code: 404\nMessage: feed lookup"));
    }

    @Test
    void givesTheChunkOfAnUpdate() throws Exception {
        FeedUpdate update =
                new FeedUpdate(new Feed(Feed.topic("foobar", new byte[0]), FOO.user()), new Epoch(0, 31), bytes("x"));
        Chunk chunk = update.signed(KEY);

        post(query(update), bytes("x"));

        assertArrayEquals(
                chunk.data(),
                node.get("/bzz-feed-raw:/" + chunk.address().hex()).body());
        assertTrue(node.text("/bzz-feed-raw:/" + "ab".repeat(32)).startsWith("404"));
        String content = node.upload("/bzz-raw:/", bytes("no update"));
        assertTrue(node.text("/bzz-feed-raw:/" + content).startsWith("404"));
    }

    @Test
    void servesTheDirectoryThatAFeedLeadsTo() throws Exception {
        Feed feed = new Feed(Feed.topic("interesting topic indeed", new byte[0]), FOO.user());
        String old = node.upload("/bzz:/", bytes("old"), "Content-Type", "text/plain");
        String site = node.upload("/bzz:/" + old + "/img/a.txt", bytes("new"), "Content-Type", "text/plain");
        String manifest = publish(feed, new Epoch(1_000, 31), HexFormat.of().parseHex(old));
        assertEquals("200 \"747c402e5b9dc715a25a4393147512167bab018a007fad7cdcd9adc7fce1ced2\"", manifest);
        String hash = manifest.substring(5, 69);

        assertEquals(301, node.get("/bzz:/" + hash).statusCode());
        HttpResponse<byte[]> got = node.get("/bzz:/" + hash + '/');
        assertEquals("200 old", RunningGateway.text(got));
        assertEquals("no-cache", got.headers().firstValue("Cache-Control").orElseThrow());

        publish(feed, new Epoch(1_001, 30), HexFormat.of().parseHex(site));
        assertEquals("200 new", node.text("/bzz:/" + hash + "/img/a.txt"));
        byte[] tar =
                node.get("/bzz:/" + hash + '/', "Accept", "application/x-tar").body();
        assertTrue(new String(tar, StandardCharsets.ISO_8859_1).contains("img/a.txt"));
        assertTrue(node.text("/bzz-list:/" + hash + '/').contains("\"feed\":{\"topic\":\"" + feed.topicHex()));
    }

    @Test
    void followsNoFeedThatLeadsNowhereOrInACircle() throws Exception {
        String manifest = post(HERE + "&manifest=1", new byte[0]).substring(5, 69);
        assertEquals(FOO_MANIFEST, manifest);
        assertTrue(node.text("/bzz:/" + manifest + '/').startsWith("404 Code: 404\nMessage: no feed updates found"));

        publish(FOO, new Epoch(1_000, 31), bytes("no hash"));
        assertTrue(node.text("/bzz:/" + manifest + '/').contains("422\nMessage: invalid swarm hash in feed update."));

        publish(FOO, new Epoch(1_001, 30), HexFormat.of().parseHex(manifest));
        assertTrue(node.text("/bzz:/" + manifest + '/').startsWith("422 Code: 422\nMessage: a feed that leads to"));

        publish(FOO, new Epoch(1_002, 29), new byte[32]);
        assertTrue(node.text("/bzz:/" + manifest + '/').startsWith("404"));
    }

    @Test
    void takesUpdatesOfTheirUserAlone() throws Exception {
        FeedUpdate update = new FeedUpdate(FOO, new Epoch(1_000, 31), bytes("mine"));
        String good = query(update);

        assertTrue(post(good, bytes("yours")).startsWith("403"), "other data");
        assertTrue(post(good, new byte[0]).startsWith("403"), "no data");
        assertTrue(post(good.replace("time=1000", "time=1001"), bytes("mine")).startsWith("403"), "another time");
        assertTrue(
                post(good.replace(USER, "0x" + "00".repeat(20)), bytes("mine")).startsWith("403"), "another user");
        assertTrue(post(good.replace("&user=" + USER, ""), bytes("mine")).startsWith("403"), "no user");
        assertTrue(post(good.replaceFirst("signature=0x.{130}", "signature=0x" + "ff".repeat(65)), bytes("mine"))
                .startsWith("403"));
        assertTrue(post(good, new byte[FeedUpdate.MAX_DATA_BYTES + 1]).startsWith("413"), "too much");
        assertEquals(0, node.store.chunks().status().chunks());

        assertTrue(post(good, bytes("mine")).startsWith("200"));
        assertTrue(post(good, bytes("mine")).startsWith("409"), "an epoch has one update");
    }

    @ParameterizedTest
    @CsvSource({
        "'?name=foo.eth', 400",
        "'?name=foo.eth&user=0xabc&manifest=1', 400",
        "'?name=foo.eth&user=none&manifest=1', 400",
        "'?topic=0xabcd&manifest=1', 400",
        "'?name=a-name-of-more-than-thirty-two-bytes&manifest=1', 400",
        "'?relatedcontent=0xabcd&manifest=1', 400",
        "'?name=foo.eth&signature=0xabcd', 400",
        "'?name=foo.eth&manifest=2', 400",
        "'bar?manifest=1', 404",
        "'?name=foo.eth&manifest=1&other=1', 200",
    })
    void refusesWhatItCannotRead(String query, int status) throws Exception {
        assertTrue(post(query, new byte[0]).startsWith(Integer.toString(status)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time=-1",
                "time=soon",
                "time=72057594037927936",
                "time=99999999999999999999",
                "hint.time=x",
                "hint.level=256",
                "hint.level=-1",
            })
    void refusesNumbersThatAreNone(String parameter) throws Exception {
        assertEquals(400, node.get("/bzz-feed:/" + HERE + '&' + parameter).statusCode());
    }

    @Test
    void readsFeedsOfManifestsThatAreOneAlone() throws Exception {
        String file = node.upload("/bzz:/", bytes("a file"), "Content-Type", "text/plain");

        assertTrue(node.text("/bzz-feed:/" + file).startsWith("400"));
        assertTrue(node.text("/bzz-feed:/" + "ab".repeat(32)).startsWith("404"));
        assertTrue(node.text("/bzz-feed:/foo.eth").contains("no name resolver is configured"));
    }

    @Test
    void findsUpdatesThatOthersHave(@TempDir Path elsewhere) throws Exception {
        try (RealStore other = RealStore.in(elsewhere)) {
            other.feeds().publish(new FeedUpdate(FOO, new Epoch(1_000, 31), bytes("from afar")).signed(KEY));
            node.store.network(other.source()::get);

            assertEquals("200 from afar", node.text("/bzz-feed:/" + HERE));
            assertEquals(
                    30,
                    Arrays.stream(node.text("/bzz-feed:/" + HERE + "&meta=1").split("\"level\":"))
                            .skip(1)
                            .mapToInt(rest -> Integer.parseInt(rest.substring(0, rest.indexOf('}'))))
                            .findFirst()
                            .orElseThrow());
        }
    }
}
