package org.jackfield.pss;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code vectors.json}: messages that ethersphere swarm v0.5.8 has made, all bytes in hexadecimal. */
public record PssVectors(JsonNode node) {

    public static final Topic TOPIC = Topic.named("topic of vectors");

    public static List<PssVectors> all() {
        try (InputStream in = PssVectors.class.getResourceAsStream("vectors.json")) {
            List<PssVectors> all = new ArrayList<>();
            new ObjectMapper().readTree(in).get("pss").forEach(node -> all.add(new PssVectors(node)));
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<PssVectors> of(Seal seal) {
        return all().stream().filter(vector -> vector.seal() == seal);
    }

    public byte[] bytes(String name) {
        return HexFormat.of().parseHex(text(name));
    }

    public Destination to() {
        return Destination.of(bytes("to"));
    }

    public long expiry() {
        return node.get("expire").asLong();
    }

    public Seal seal() {
        return Seal.valueOf(text("way").toUpperCase(Locale.ROOT));
    }

    String text(String name) {
        return node.get(name).asText();
    }

    @Override
    public String toString() {
        return seal() + " to " + to() + ", " + bytes("plain").length + " bytes";
    }
}
