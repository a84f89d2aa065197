package org.jackfield.crypto.sealed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** {@code vectors.json}: messages that go-ethereum v1.9.20's whisper and status-go v0.55.1's waku have made, all bytes in hexadecimal. */
record Vectors(JsonNode node) {

    private static final List<String> LIBRARIES = List.of("geth19", "waku");

    /** Of both libraries: {@code symmetric}, {@code asymmetric} or {@code signatures}. */
    static List<Vectors> of(String kind) {
        List<Vectors> all = new ArrayList<>();
        LIBRARIES.forEach(library -> read().get(library).get(kind).forEach(node -> all.add(new Vectors(node))));
        return all;
    }

    static Vectors longMessage() {
        return new Vectors(read().get("geth19").get("long"));
    }

    byte[] bytes(String name) {
        return HexFormat.of().parseHex(text(name).substring(2));
    }

    Optional<byte[]> signer() {
        return node.has("signer") ? Optional.of(bytes("signer")) : Optional.empty();
    }

    String text(String name) {
        return node.get(name).asText();
    }

    private static JsonNode read() {
        try (InputStream in = Vectors.class.getResourceAsStream("vectors.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
