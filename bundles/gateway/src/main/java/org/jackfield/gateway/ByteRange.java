package org.jackfield.gateway;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of content that a caller wants.
 *
 * <p>Source: RFC 9110, section 14.
 *
 * @param from its first byte
 * @param length at least 1
 */
record ByteRange(long from, long length) {

    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /**
     * Reads the Range header.
     *
     * @return empty if all is to be sent: the header is malformed, or asks for several parts, which a server may do without
     * @throws Refusal with status 416 if there is nothing there
     */
    static Optional<ByteRange> of(String header, long size) throws Refusal {
        Matcher range = SINGLE.matcher(header);
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(range.group(2)));
            return Optional.of(checked(size - last, last, size));
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        if (to < from && from < size) {
            return Optional.empty();
        }
        return Optional.of(checked(from, to - from + 1, size));
    }

    private static ByteRange checked(long from, long length, long size) throws Refusal {
        if (from >= size || length < 1) {
            throw new Refusal(416, "the content has " + size + " bytes");
        }
        return new ByteRange(from, length);
    }

    /** For the Content-Range header. */
    String text(long size) {
        return "bytes " + from + '-' + (from + length - 1) + '/' + size;
    }
}
