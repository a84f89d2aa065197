package org.jackfield.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.jackfield.chunks.Chunk;
import org.jackfield.chunks.Epoch;
import org.jackfield.chunks.Feed;
import org.jackfield.chunks.FeedUpdate;
import org.jackfield.chunks.Feeds;
import org.jackfield.chunks.InvalidChunkException;
import org.jackfield.chunks.Manifest;
import org.jackfield.chunks.ManifestEntry;

/**
 * {@code bzz-feed:}, the updates of a feed, looked up, told about, and published; and {@code bzz-feed-raw:}, the chunk of one.
 * Updates come signed: no key is known here.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/http/server.go, HandlePostFeed, HandleGetFeed and HandleGetFeedRaw.
 */
final class FeedScheme {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int SIGNATURE_BYTES = 65;
    private static final String BYTES = "application/octet-stream";
    private static final String NOT_KEPT = "no-cache, private, max-age=0";

    private final Directories directories;
    private final Feeds feeds;

    FeedScheme(Directories directories) {
        this.directories = directories;
        feeds = directories.feeds();
    }

    Reply get(Call call) throws Refusal, IOException {
        FeedQuery query = new FeedQuery(call);
        Feed feed = feed(query);
        if (query.isOne("meta")) {
            return Reply.json(unsigned(feed, feeds.next(feed))).with("Cache-Control", NOT_KEPT);
        }
        Optional<Long> time = query.time();
        FeedUpdate update = feeds.latest(feed, time.isPresent() ? time.get() : feeds.now(), query.hint())
                .orElseThrow(() -> Refusal.notFound("feed lookup fail: no feed updates found"));
        return bytes(update.data()).with("Cache-Control", NOT_KEPT);
    }

    /** An update, {@code manifest=1}, or both: either way the answer is the manifest that stands for the feed. */
    Reply post(Call call) throws Refusal, IOException {
        FeedQuery query = new FeedQuery(call);
        Feed feed = feed(query);
        Optional<byte[]> signature = query.signature(SIGNATURE_BYTES);
        if (signature.isPresent()) {
            publish(query, feed, signature.get());
        } else if (!query.isOne("manifest")) {
            throw Refusal.badRequest("Missing signature in feed update request");
        }
        Manifest manifest = Manifest.empty(directories.files(), false);
        manifest.put(ManifestEntry.feed(feed));
        return Reply.json('"' + manifest.store().hex() + '"');
    }

    Reply raw(Call call) throws Refusal, IOException {
        Chunk chunk;
        try {
            chunk = feeds.chunk(call.uri().reference().address());
            FeedUpdate.decode(chunk);
        } catch (IOException | InvalidChunkException e) {
            throw Refusal.notFound("feed chunk not found: " + e.getMessage());
        }
        return bytes(chunk.data());
    }

    private void publish(FeedQuery query, Feed feed, byte[] signature) throws Refusal, IOException {
        byte[] data = query.call().body().readNBytes(FeedUpdate.MAX_DATA_BYTES + 1);
        if (data.length > FeedUpdate.MAX_DATA_BYTES) {
            throw new Refusal(413, "an update has " + FeedUpdate.MAX_DATA_BYTES + " bytes at most");
        }
        Epoch epoch = query.epoch();
        int version = query.version();
        Chunk update;
        try {
            update = new FeedUpdate(version, feed, epoch, data).signedWith(signature);
        } catch (IllegalArgumentException e) {
            throw new Refusal(403, e.getMessage());
        }
        if (!feeds.publish(update)) {
            throw new Refusal(409, "A former update in this epoch is already known to exist");
        }
    }

    /** That of the manifest that is addressed, or of the query. */
    private Feed feed(FeedQuery query) throws Refusal, IOException {
        if (query.call().uri().address().isEmpty()) {
            return query.feed();
        }
        return directories
                .open(query.call().uri().reference())
                .find("")
                .flatMap(match -> match.entry().feed())
                .orElseThrow(() ->
                        Refusal.badRequest("cannot retrieve feed information from manifest: Not a feed manifest"));
    }

    private static Reply bytes(byte[] data) {
        return new Reply(200, Map.of("Content-Type", BYTES), data.length, out -> out.write(data))
                .with("X-Content-Type-Options", "nosniff");
    }

    /** What is to be filled in, signed and posted. */
    private static String unsigned(Feed feed, Epoch epoch) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("feed");
            json.writeStringField("topic", feed.topicHex());
            json.writeStringField("user", feed.userHex());
            json.writeEndObject();
            json.writeObjectFieldStart("epoch");
            json.writeNumberField("time", epoch.time());
            json.writeNumberField("level", epoch.level());
            json.writeEndObject();
            json.writeNumberField("protocolVersion", 0);
            json.writeEndObject();
        }
        return text.toString();
    }
}
