package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.jackfield.rpc.RequestGate.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {

    private static final long NOW = 1_800_000_000L;
    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final byte[] SECRET = new byte[32];

    private final TokenCheck check = new TokenCheck(SECRET, InstantSource.fixed(Instant.ofEpochSecond(NOW)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"iat\":1800000000}                          | ",
                "{\"iat\":1799999940}                          | ",
                "{\"iat\":1800000060}                          | ",
                "{\"iat\":1800000000.25,\"id\":\"teku\"}       | ",
                "{\"iat\":1800000000,\"exp\":1800000001}       | ",
                "{\"iat\":1799999939}                          | stale token",
                "{\"iat\":1800000061}                          | future token",
                "{\"iat\":-9e99}                               | stale token",
                "{\"iat\":1800000000,\"exp\":1800000000}       | token is expired",
                "{\"iat\":1800000000,\"exp\":\"never\"}        | token is expired",
                "{}                                            | missing issued-at",
                "{\"iat\":\"1800000000\"}                      | missing issued-at",
                "[1800000000]                                  | token is malformed",
                "{\"iat\":                                     | token is malformed",
            })
    void judgesTheClaims(String claims, String objection) {
        assertEquals(objection, verdict("Bearer " + Tokens.sign(SECRET, HS256, claims)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"alg\":\"none\"}", "{\"alg\":\"HS512\"}", "{\"alg\":\"hs256\"}", "{}"})
    void takesNoOtherAlgorithm(String header) {
        assertEquals(
                "token is not signed with HS256",
                verdict("Bearer " + Tokens.sign(SECRET, header, "{\"iat\":" + NOW + "}")));
    }

    @Test
    void refusesAnotherSecretAndAChangedClaim() {
        byte[] other = SECRET.clone();
        other[31] = 1;
        String good = Tokens.at(SECRET, NOW);
        String[] parts = good.split("\\.");
        String later = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"iat\":" + (NOW + 1) + "}").getBytes(StandardCharsets.UTF_8));

        assertEquals("token signature is invalid", verdict("Bearer " + Tokens.at(other, NOW)));
        assertEquals("token signature is invalid", verdict("Bearer " + parts[0] + '.' + later + '.' + parts[2]));
        assertEquals("token signature is invalid", verdict("Bearer " + parts[0] + '.' + parts[1] + '.'));
    }

    @Test
    void takesGoEthereumsOwnToken() {
        // Made by golang-jwt v4 (as go-ethereum uses it) over 32 zero bytes, with this iat.
        String token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE4MDAwMDAwMDB9"
                + ".ZUQ2OGpY-IDotPSvBtmlEeWmsC90-4NhWyMmUN21mYQ";

        assertEquals(null, verdict("bearer " + token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz"})
    void missesAToken(String header) {
        assertEquals("missing token", verdict(header));
        assertEquals(Optional.of(new Refusal(401, "missing token")), check.refuse(Optional.empty()));
    }

    @Test
    void refusesAnyNoise() {
        Random random = new Random(5);
        String good = Tokens.at(SECRET, NOW);
        for (int i = 0; i < 10_000; i++) {
            char[] token = good.toCharArray();
            token[random.nextInt(token.length - 1)] = (char) random.nextInt(128);
            String noise = new String(token, 0, random.nextInt(token.length - 1));
            assertEquals(
                    401,
                    check.refuse(Optional.of("Bearer " + noise)).orElseThrow().status(),
                    noise);
        }
    }

    @Test
    void readsASecretOrMakesOne(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("jwtsecret");

        byte[] made = TokenSecret.of(file);

        assertEquals("0x" + HexFormat.of().formatHex(made), Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertArrayEquals(made, TokenSecret.of(file));
        Files.writeString(file, HexFormat.of().withUpperCase().formatHex(made) + "\n");
        assertArrayEquals(made, TokenSecret.of(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0x", "0x00", "zz", "0x0000000000000000000000000000000000000000000000000000000000000000ff"})
    void refusesAFileThatHoldsNoSecret(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("jwtsecret"), content);

        var e = assertThrows(IOException.class, () -> TokenSecret.of(file));

        assertEquals("the secret file " + file + " does not hold 64 hexadecimal digits", e.getMessage());
    }

    @Test
    void saysThatTheFolderIsMissing(@TempDir Path folder) {
        Path file = folder.resolve("none").resolve("jwtsecret");

        var e = assertThrows(IOException.class, () -> TokenSecret.of(file));

        assertEquals("the folder of the secret file " + file + " does not exist", e.getMessage());
    }

    /** Null where the token is good. */
    private String verdict(String header) {
        return check.refuse(Optional.of(header)).map(Refusal::text).orElse(null);
    }
}
