package org.jackfield.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Optional;
import org.jackfield.chunks.Access;
import org.jackfield.chunks.ManifestEntry;
import org.jackfield.chunks.ManifestListing;
import org.jackfield.chunks.Reference;

/**
 * {@code bzz-list:}, what is in a folder: for programs as the original lists it, for people as a page.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/manifest.go (ManifestList) and api/http/server.go, HandleGetList.
 */
final class ListScheme {

    private static final JsonFactory JSON = new JsonFactory();

    private final Directories directories;

    ListScheme(Directories directories) {
        this.directories = directories;
    }

    Reply get(Call call) throws Refusal, IOException {
        BzzUri uri = call.uri();
        Reference root = uri.reference();
        if (uri.path().isEmpty() && !uri.slashed()) {
            return Reply.redirect('/' + uri.scheme() + ":/" + root.hex() + '/');
        }
        ManifestListing listing = directories.open(root).list(uri.path());
        return call.wantsHtml() ? page(uri, listing) : Reply.json(json(listing));
    }

    private static Reply page(BzzUri uri, ManifestListing listing) {
        StringBuilder rows = new StringBuilder("<table>\n<tr><th>Path<th>Type<th>Bytes\n");
        for (String folder : new LinkedHashSet<>(listing.commonPrefixes())) {
            row(rows, link("bzz-list", uri.address(), folder), folder, "folder", "");
        }
        for (ManifestEntry entry : listing.entries()) {
            String path = entry.path().equals("/") ? "" : entry.path();
            row(rows, link("bzz", uri.address(), path), entry.path(), entry.contentType(), Long.toString(entry.size()));
        }
        return Page.of(200, "Index of bzz:/" + uri.address() + '/' + uri.path(), rows + "</table>");
    }

    private static void row(StringBuilder rows, String link, String... cells) {
        rows.append("<tr><td><a href=\"")
                .append(Page.escaped(link))
                .append("\">")
                .append(Page.escaped(cells[0]))
                .append("</a><td>")
                .append(Page.escaped(cells[1]))
                .append("<td>")
                .append(Page.escaped(cells[2]))
                .append('\n');
    }

    /** A path of this gateway. */
    static String link(String scheme, String address, String path) {
        try {
            return '/' + scheme + ":/" + address + new URI(null, null, '/' + path, null).toASCIIString();
        } catch (URISyntaxException e) {
            return '/' + scheme + ":/" + address + '/';
        }
    }

    private static String json(ManifestListing listing) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            if (!listing.commonPrefixes().isEmpty()) {
                json.writeArrayFieldStart("common_prefixes");
                for (String folder : listing.commonPrefixes()) {
                    json.writeString(folder);
                }
                json.writeEndArray();
            }
            if (!listing.entries().isEmpty()) {
                json.writeArrayFieldStart("entries");
                for (ManifestEntry entry : listing.entries()) {
                    write(json, entry);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, ManifestEntry entry) throws IOException {
        json.writeStartObject();
        Optional<String> hash =
                entry.hash().map(Reference::hex).or(() -> entry.access().map(Access::hash));
        if (hash.isPresent()) {
            json.writeStringField("hash", hash.get());
        }
        json.writeStringField("path", entry.path());
        if (!entry.contentType().isEmpty()) {
            json.writeStringField("contentType", entry.contentType());
        }
        if (entry.mode() != 0) {
            json.writeNumberField("mode", entry.mode());
        }
        if (entry.size() != 0) {
            json.writeNumberField("size", entry.size());
        }
        json.writeStringField("mod_time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(entry.modTime()));
        if (entry.status() != 0) {
            json.writeNumberField("status", entry.status());
        }
        if (entry.access().isPresent()) {
            json.writeFieldName("access");
            json.writeRawValue(entry.access().get().json());
        }
        if (entry.feed().isPresent()) {
            json.writeObjectFieldStart("feed");
            json.writeStringField("topic", entry.feed().get().topicHex());
            json.writeStringField("user", entry.feed().get().userHex());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
