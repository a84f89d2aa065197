package org.jackfield.gateway;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jackfield.chunks.Reference;

/**
 * What a request's path names.
 *
 * <pre>
 *   /bzz-raw:/ADDRESS/PATH     also with two slashes after the colon; ADDRESS and PATH may be missing
 * </pre>
 *
 * <p>Source: ethersphere/swarm v0.5.8, api/uri.go.
 *
 * @param scheme such as {@code bzz-raw}
 * @param address empty if there is none
 * @param path decoded, without a slash before it
 * @param slashed whether there is a slash behind the address
 */
record BzzUri(String scheme, String address, String path, boolean slashed) {

    /** Longer ones are nobody's; a manifest's node has room for little more. */
    static final int MAX_PATH_CHARS = 4_096;

    private static final Pattern REFERENCE = Pattern.compile("([0-9A-Fa-f]{64}){1,2}");

    /**
     * Reads the path of a request.
     *
     * @param raw as it was sent, percent signs and all
     * @return empty if it names no scheme
     * @throws Refusal if it is malformed, or would lead out of where it begins
     */
    static Optional<BzzUri> parse(String raw) throws Refusal {
        int colon = raw.indexOf(":/");
        if (!raw.startsWith("/") || colon < 0 || raw.indexOf('/', 1) < colon) {
            return Optional.empty();
        }
        String rest = decoded(raw.substring(colon + 1)).replaceFirst("^/+", "");
        int slash = rest.indexOf('/');
        String address = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        return Optional.of(new BzzUri(raw.substring(1, colon), address, checked(path), slash >= 0));
    }

    /**
     * A path as it may stand in a manifest.
     *
     * @throws Refusal if it has a segment {@code .} or {@code ..}, a control character, a backslash before such a segment, or is
     *     too long
     */
    static String checked(String path) throws Refusal {
        if (path.length() > MAX_PATH_CHARS) {
            throw Refusal.badRequest("a path has " + MAX_PATH_CHARS + " characters at most");
        }
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.badRequest("control characters in a path");
        }
        if (Arrays.stream(path.split("[/\\\\]")).anyMatch(segment -> segment.equals("..") || segment.equals("."))) {
            throw Refusal.badRequest("a path leads nowhere but down: " + path);
        }
        return path;
    }

    /**
     * The content that the address is of.
     *
     * @throws Refusal if it is no reference: names are not looked up
     */
    Reference reference() throws Refusal {
        if (!REFERENCE.matcher(address).matches()) {
            throw Refusal.notFound(
                    address.startsWith("0x")
                            ? "addresses have no 0x here: " + address.substring(2)
                            : "cannot resolve " + address
                                    + ": no name resolver is configured, and a hash has 64 or 128 hexadecimal digits");
        }
        return Reference.parse(address);
    }

    private static String decoded(String raw) throws Refusal {
        byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++) {
            char next = raw.charAt(i);
            if (next >= 0x80) {
                throw Refusal.badRequest("a path is percent-encoded where it is not ASCII");
            }
            if (next == '%') {
                bytes[length++] = hexByte(raw, i + 1);
                i += 2;
            } else {
                bytes[length++] = (byte) next;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refusal.badRequest("a path is not UTF-8");
        }
    }

    private static byte hexByte(String raw, int at) throws Refusal {
        int high = at < raw.length() ? Character.digit(raw.charAt(at), 16) : -1;
        int low = at + 1 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
        if (high < 0 || low < 0) {
            throw Refusal.badRequest("a percent sign without two digits in a path");
        }
        return (byte) (high << 4 | low);
    }
}
