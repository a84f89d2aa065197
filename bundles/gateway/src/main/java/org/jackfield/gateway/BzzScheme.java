package org.jackfield.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jackfield.chunks.Content;
import org.jackfield.chunks.Manifest;
import org.jackfield.chunks.ManifestEntry;
import org.jackfield.chunks.ManifestMatch;
import org.jackfield.chunks.Reference;

/**
 * {@code bzz:} and {@code bzz-immutable:}, files by their paths in a directory; names are never looked up, so both are the same.
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/http/server.go, HandleBzzGet, HandleGetFile and HandleDelete.
 */
final class BzzScheme {

    static final String TAR = "application/x-tar";

    private static final int MULTIPLE_CHOICES = 300;

    private final Directories directories;

    BzzScheme(Directories directories) {
        this.directories = directories;
    }

    Reply get(Call call) throws Refusal, IOException {
        BzzUri uri = call.uri();
        Reference root = uri.reference();
        if (call.header("accept").orElse("").equals(TAR)) {
            return archive(call);
        }
        if (uri.path().isEmpty() && !uri.slashed()) {
            // Relative links in it need a folder to start from.
            return Reply.redirect('/' + uri.scheme() + ":/" + root.hex() + '/');
        }
        ManifestMatch match = match(root, uri.path());
        if (!Directories.isFeed(match.entry())) {
            return reply(call, root, match);
        }
        Reference latest = directories.followed(match.entry());
        ManifestMatch followed = match(latest, uri.path());
        if (Directories.isFeed(followed.entry())) {
            throw new Refusal(422, "a feed that leads to a feed is not followed");
        }
        return reply(call, latest, followed).with("Cache-Control", "no-cache");
    }

    private ManifestMatch match(Reference directory, String path) throws Refusal, IOException {
        return directories
                .open(directory)
                .find(path)
                .orElseThrow(() -> Refusal.notFound("Not found: could not find resource '" + path + '\''));
    }

    private Reply reply(Call call, Reference directory, ManifestMatch match) throws Refusal, IOException {
        return match.ambiguous() || match.entry().status() == MULTIPLE_CHOICES
                ? choices(call, directory)
                : file(call, match.entry());
    }

    private Reply file(Call call, ManifestEntry entry) throws Refusal, IOException {
        Reference reference = entry.readable().orElseThrow(() -> Refusal.notFound("the entry has no hash"));
        try {
            Content content = directories.files().open(reference);
            return ContentReply.of(call, content, reference.hex(), type(entry), nameOf(call.uri()));
        } catch (IOException e) {
            throw Refusal.notFound("file not found " + call.uri().path() + ": " + e.getMessage());
        }
    }

    /** What is no media type would be no header. */
    private static String type(ManifestEntry entry) {
        return MediaType.isOne(entry.contentType()) ? entry.contentType() : "";
    }

    private static String nameOf(BzzUri uri) {
        String name = uri.path().replaceFirst("/+$", "").replaceFirst(".*/", "");
        return name.isEmpty() ? uri.address() : name;
    }

    /** The original sends a browser on to the list by a script, which no page here has. */
    private static Reply choices(Call call, Reference directory) {
        String list = ListScheme.link("bzz-list", directory.hex(), call.uri().path());
        String text = "Your request may refer to multiple choices";
        if (call.wantsJson()) {
            return Reply.of(
                    MULTIPLE_CHOICES,
                    "application/json",
                    "{\"Msg\":\"" + text + ": " + list + "\",\"Code\":" + MULTIPLE_CHOICES + "}\n");
        }
        return call.wantsHtml()
                ? Page.of(MULTIPLE_CHOICES, text, "<p><a href=\"" + Page.escaped(list) + "\">Which of them?</a></p>")
                : Reply.of(MULTIPLE_CHOICES, "text/plain", text + ": see " + list + "\n");
    }

    Reply delete(Call call) throws Refusal, IOException {
        Manifest manifest = directories.open(call.uri().reference());
        manifest.remove(call.uri().path());
        return Reply.text(manifest.store().hex());
    }

    private Reply archive(Call call) throws Refusal, IOException {
        Manifest named = directories.open(call.uri().reference());
        Optional<ManifestEntry> top = named.find("").map(ManifestMatch::entry);
        if (top.isPresent()) {
            top.get().readable();
        }
        Optional<ManifestEntry> feed = top.filter(Directories::isFeed);
        Manifest manifest = feed.isPresent() ? directories.open(directories.followed(feed.get())) : named;
        String name = nameOf(call.uri()).replaceAll("[\"\\\\\\p{Cntrl}]", "_");
        return new Reply(200, Map.of("Content-Type", TAR), -1, out -> write(manifest, call.uri(), out))
                .with("Content-Disposition", "inline; filename=\"" + name + ".tar\"");
    }

    private void write(Manifest manifest, BzzUri uri, OutputStream out) throws IOException {
        TarWriter tar = new TarWriter(out);
        manifest.walk(entry -> {
            if (!entry.isManifest() && entry.readable().isPresent()) {
                write(tar, entry, uri);
            }
            return true;
        });
        tar.end();
    }

    private void write(TarWriter tar, ManifestEntry entry, BzzUri uri) throws IOException {
        String name = entry.path().isEmpty() ? uri.address() : entry.path();
        try {
            // Whoever unpacks it does not expect to write elsewhere.
            BzzUri.checked(name.startsWith("/") ? ".." : name);
        } catch (Refusal e) {
            throw new IOException("the directory has a path that leads out of it", e);
        }
        Content content = directories.files().open(entry.hash().orElseThrow());
        try (InputStream in = content.stream()) {
            tar.file(name, entry.mode(), content.size(), nearestSecond(entry.modTime()), entry.contentType(), in);
        }
    }

    /** As the original's archives have it. */
    private static long nearestSecond(OffsetDateTime time) {
        return time.plusNanos(500_000_000).toEpochSecond();
    }
}
