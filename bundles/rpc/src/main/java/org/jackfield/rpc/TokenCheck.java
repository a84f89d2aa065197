package org.jackfield.rpc;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jackfield.rpc.RequestGate.Refusal;

/**
 * Whether a request shows that its sender knows the secret (execution-apis src/engine/authentication.md): by a JSON Web
 * Token (RFC 7519) of the algorithm HS256, made within a minute of now.
 *
 * <pre>
 *   Authorization: Bearer base64url(header) . base64url(claims) . base64url(HMAC-SHA-256(secret, all before the last dot))
 *   header {"alg":"HS256", ...}     claims {"iat": seconds since 1970, "exp": likewise and optional, ...}
 * </pre>
 */
final class TokenCheck {

    private static final String SCHEME = "bearer ";
    private static final int MAX_TOKEN_CHARS = 4096;
    private static final BigDecimal MAX_DRIFT_SECONDS =
            BigDecimal.valueOf(Duration.ofMinutes(1).toSeconds());

    private final SecretKeySpec key;
    private final InstantSource clock;

    TokenCheck(byte[] secret, InstantSource clock) {
        this.key = new SecretKeySpec(secret, "HmacSHA256");
        this.clock = clock;
    }

    /** Empty if the request may be answered. */
    Optional<Refusal> refuse(Optional<String> authorization) {
        return authorization
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip())
                .filter(token -> !token.isEmpty())
                .map(this::objection)
                .orElse(Optional.of("missing token"))
                .map(text -> new Refusal(401, text));
    }

    private Optional<String> objection(String token) {
        String[] parts = token.length() > MAX_TOKEN_CHARS ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.of("token is malformed: three parts expected");
        }
        try {
            Object algorithm = object(parts[0]).get("alg");
            if (!"HS256".equals(algorithm)) {
                return Optional.of("token is not signed with HS256");
            }
            byte[] expected = sign(parts[0] + '.' + parts[1]);
            if (!MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.of("token signature is invalid");
            }
            return untimely(object(parts[1]));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("token is malformed");
        }
    }

    private Optional<String> untimely(Map<?, ?> claims) {
        BigDecimal now = BigDecimal.valueOf(clock.millis(), 3);
        Object expiry = claims.get("exp");
        if (expiry != null && !(expiry instanceof Number && now.compareTo(decimal(expiry)) < 0)) {
            return Optional.of("token is expired");
        }
        if (!(claims.get("iat") instanceof Number)) {
            return Optional.of("missing issued-at");
        }
        BigDecimal age = now.subtract(decimal(claims.get("iat")));
        if (age.compareTo(MAX_DRIFT_SECONDS) > 0) {
            return Optional.of("stale token");
        }
        return age.negate().compareTo(MAX_DRIFT_SECONDS) > 0 ? Optional.of("future token") : Optional.empty();
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }

    private static Map<?, ?> object(String base64) throws IOException {
        if (Json.read(Base64.getUrlDecoder().decode(base64)) instanceof Map<?, ?> members) {
            return members;
        }
        throw new IOException("not a JSON object");
    }

    private static BigDecimal decimal(Object number) {
        return new BigDecimal(number.toString());
    }
}
