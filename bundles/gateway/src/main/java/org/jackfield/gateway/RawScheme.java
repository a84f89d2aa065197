package org.jackfield.gateway;

import java.io.IOException;
import org.jackfield.chunks.Content;
import org.jackfield.chunks.Reference;

/**
 * {@code bzz-raw:}, content without a manifest; and {@code bzz-hash:}, what it is had by.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/http/server.go, HandlePostRaw and HandleGet.
 */
final class RawScheme {

    private static final String ENCRYPT = "encrypt";

    private final Directories directories;
    private final Uploads uploads;

    RawScheme(Directories directories, Uploads uploads) {
        this.directories = directories;
        this.uploads = uploads;
    }

    Reply get(Call call) throws Refusal, IOException {
        Reference reference = directories.resolved(call.uri());
        String type = call.parameter("content_type").orElse("");
        if (!type.isEmpty() && !MediaType.isOne(type)) {
            throw Refusal.badRequest("content_type is no media type");
        }
        Content content;
        try {
            content = directories.files().open(reference);
        } catch (IOException e) {
            throw Refusal.notFound("root chunk not found " + reference.address().hex() + ": " + e.getMessage());
        }
        return ContentReply.of(call, content, reference.hex(), type, call.uri().address())
                .with("X-Decrypted", Boolean.toString(reference.isEncrypted()));
    }

    Reply hash(Call call) throws Refusal, IOException {
        return Reply.text(directories.resolved(call.uri()).hex());
    }

    Reply post(Call call) throws Refusal, IOException {
        BzzUri uri = call.uri();
        if (!uri.path().isEmpty()) {
            throw Refusal.badRequest("raw POST request cannot contain a path");
        }
        if (!uri.address().isEmpty() && !uri.address().equals(ENCRYPT)) {
            throw Refusal.badRequest("raw POST request addr can only be empty or \"" + ENCRYPT + '"');
        }
        if (call.length() < 0) {
            throw Refusal.badRequest("missing Content-Length header in request");
        }
        return uploads.store(call, uri.address().equals(ENCRYPT));
    }
}
