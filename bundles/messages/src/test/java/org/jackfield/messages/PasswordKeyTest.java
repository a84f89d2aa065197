package org.jackfield.messages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordKeyTest {

    /** What go-ethereum v1.9.20 derives. */
    static Iterable<JsonNode> passwords() throws IOException {
        try (InputStream in = PasswordKeyTest.class.getResourceAsStream("passwords.json")) {
            return new ObjectMapper().readTree(in).get("passwords");
        }
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void derivesTheOriginalsKeys(JsonNode vector) {
        byte[] key = HexFormat.of().parseHex(vector.get("key").asText().substring(2));

        assertArrayEquals(key, PasswordKey.derive(vector.get("password").asText()));
    }
}
