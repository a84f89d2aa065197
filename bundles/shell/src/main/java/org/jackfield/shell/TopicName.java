package org.jackfield.shell;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jackfield.crypto.Hash;
import org.jackfield.envelopes.Topic;

/** Finds out which topic a person means. */
final class TopicName {

    static final String FORM = "HEX|NAME";

    private TopicName() {}

    /**
     * Eight hexadecimal digits after {@code 0x}, or any other text: its topic is the beginning of its Keccak-256, as usual.
     *
     * @throws CommandException if it begins with {@code 0x} and goes on otherwise
     */
    static Topic parse(String text) throws CommandException {
        if (!text.startsWith("0x")) {
            byte[] hash = Hash.ofContent(text.getBytes(StandardCharsets.UTF_8)).bytes();
            return Topic.of(Arrays.copyOf(hash, Topic.BYTES));
        }
        if (!text.matches("0x[0-9a-fA-F]{8}")) {
            throw new CommandException("a topic is a name, or eight hexadecimal digits after 0x, got " + text);
        }
        return Topic.of(HexFormat.of().parseHex(text.substring(2)));
    }
}
