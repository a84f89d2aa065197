package org.jackfield.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.Optional;
import org.jackfield.chunks.Reference;
import org.jackfield.chunks.Tag;
import org.jackfield.chunks.TagState;
import org.jackfield.chunks.Tags;

/**
 * {@code bzz-tag:}, how far an upload is: by what came of it, or by its number.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/http/server.go, HandleGetTag, and chunk/tag.go.
 */
final class TagScheme {

    private static final JsonFactory JSON = new JsonFactory();

    /** As the original prints an address that there is not. */
    private static final String NONE = "0".repeat(64);

    private final Tags tags;

    TagScheme(Tags tags) {
        this.tags = tags;
    }

    Reply get(Call call) throws Refusal, IOException {
        Optional<Tag> tag =
                call.uri().address().isEmpty() ? byNumber(call) : of(call.uri().reference());
        return Reply.json(json(tag.orElseThrow(() -> Refusal.notFound("Tag not found"))))
                .with("Cache-Control", "no-cache, private, max-age=0");
    }

    private Optional<Tag> byNumber(Call call) throws Refusal {
        String number =
                call.parameter("Id").orElseThrow(() -> Refusal.badRequest("Missing one of the mandatory argument"));
        try {
            return tags.get(Integer.parseUnsignedInt(number));
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("Invalid Id argument");
        }
    }

    /** The latest, if it was uploaded more than once. */
    private Optional<Tag> of(Reference root) {
        return tags.all().stream()
                .filter(tag -> tag.root().filter(root::equals).isPresent())
                .max(Comparator.comparing(Tag::started));
    }

    private static String json(Tag tag) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("Total", tag.total());
            json.writeNumberField("Split", tag.count(TagState.SPLIT));
            json.writeNumberField("Seen", tag.count(TagState.SEEN));
            json.writeNumberField("Stored", tag.count(TagState.STORED));
            json.writeNumberField("Sent", tag.count(TagState.SENT));
            json.writeNumberField("Synced", tag.count(TagState.SYNCED));
            json.writeNumberField("Uid", Integer.toUnsignedLong(tag.uid()));
            json.writeBooleanField("Anonymous", tag.isAnonymous());
            json.writeStringField("Name", tag.name());
            json.writeStringField("Address", tag.root().map(Reference::hex).orElse(NONE));
            json.writeStringField("StartedAt", tag.started().toString());
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }
}
