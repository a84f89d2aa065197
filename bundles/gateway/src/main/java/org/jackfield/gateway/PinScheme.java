package org.jackfield.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.jackfield.chunks.ChunkSource;
import org.jackfield.chunks.LockedContentException;
import org.jackfield.chunks.Pinned;
import org.jackfield.chunks.Pins;
import org.jackfield.chunks.Reference;

/**
 * {@code bzz-pin:}, what is to stay here: listed, added and taken back. What is not here yet is got first; the original pins nothing
 * then, and says that it did.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/http/server.go, HandlePin, HandleUnpin and HandleGetPins.
 */
final class PinScheme {

    private static final JsonFactory JSON = new JsonFactory();

    private final Pins pins;
    private final ChunkSource source;

    PinScheme(SwarmServices swarm) {
        pins = swarm.pins();
        source = swarm.source();
    }

    Reply get(Call call) throws IOException {
        return Reply.json(json(pins.all())).with("Cache-Control", "no-cache, private, max-age=0");
    }

    Reply post(Call call) throws Refusal {
        Reference root = root(call);
        try {
            pins.pin(root, isRaw(call), source);
        } catch (IllegalArgumentException e) {
            throw new Refusal(409, "error pinning file: " + e.getMessage());
        } catch (LockedContentException e) {
            throw new Refusal(501, e.getMessage());
        } catch (IOException e) {
            throw Refusal.notFound("error pinning file " + root.address().hex() + ": " + e.getMessage());
        }
        return Reply.text("");
    }

    Reply delete(Call call) throws Refusal, IOException {
        Reference root = root(call);
        if (!pins.unpin(root)) {
            throw Refusal.notFound("error unpinning file " + root.address().hex() + ": it is not pinned");
        }
        return Reply.text("");
    }

    private static Reference root(Call call) throws Refusal {
        if (call.uri().address().isEmpty()) {
            throw Refusal.badRequest("missing hash to pin or unpin");
        }
        return call.uri().reference();
    }

    private static boolean isRaw(Call call) throws Refusal {
        String raw = call.parameter("raw").orElse("false");
        if (!raw.equalsIgnoreCase("true") && !raw.equalsIgnoreCase("false")) {
            throw Refusal.badRequest("raw is true or false");
        }
        return raw.equalsIgnoreCase("true");
    }

    private static String json(List<Pinned> pins) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Pinned pinned : pins) {
                json.writeStartObject();
                json.writeStringField("Address", pinned.root().hex());
                json.writeBooleanField("IsRaw", pinned.raw());
                json.writeNumberField("FileSize", pinned.size());
                json.writeNumberField("PinCounter", pinned.count());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.append('\n').toString();
    }
}
