package org.jackfield.chunks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jackfield.crypto.Hash;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Secp256k1;

/**
 * What one user says about one topic, update after update.
 *
 * @param topic 32 bytes, not to be changed
 * @param user the 20 bytes of an account, not to be changed
 */
public record Feed(byte[] topic, byte[] user) {

    /** Length of a topic. */
    public static final int TOPIC_BYTES = 32;

    /** Length of a user: that of an account. */
    public static final int USER_BYTES = 20;

    static final int BYTES = TOPIC_BYTES + USER_BYTES;

    public Feed {
        if (topic.length != TOPIC_BYTES || user.length != USER_BYTES) {
            throw new IllegalArgumentException(
                    "a topic has 32 bytes and a user 20, got " + topic.length + " and " + user.length);
        }
    }

    /**
     * The topic of a name that may be about other content: both combined with XOR.
     *
     * @param related 32 bytes at most, none if about nothing
     * @throws IllegalArgumentException if either is longer
     */
    public static byte[] topic(String name, byte[] related) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > TOPIC_BYTES || related.length > TOPIC_BYTES) {
            throw new IllegalArgumentException("a topic's name and what it is about have 32 bytes at most");
        }
        byte[] topic = Arrays.copyOf(related, TOPIC_BYTES);
        for (int i = 0; i < bytes.length; i++) {
            topic[i] ^= bytes[i];
        }
        return topic;
    }

    /** The user with this public key. */
    public static byte[] user(byte[] publicKey) {
        byte[] hash = Keccak256.hash(publicKey);
        return Arrays.copyOfRange(hash, hash.length - USER_BYTES, hash.length);
    }

    /** The user with this private key. */
    public static byte[] userOf(byte[] privateKey) {
        return user(Secp256k1.publicKey(privateKey));
    }

    static Feed read(byte[] bytes, int offset) {
        int user = offset + TOPIC_BYTES;
        return new Feed(Arrays.copyOfRange(bytes, offset, user), Arrays.copyOfRange(bytes, user, user + USER_BYTES));
    }

    /** Where its update of that epoch is, if there is one. */
    public Address address(Epoch epoch) {
        return Address.of(Keccak256.hash(topic, user, epoch.id()));
    }

    public String topicHex() {
        return "0x" + HexFormat.of().formatHex(topic);
    }

    public String userHex() {
        return "0x" + HexFormat.of().formatHex(user);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Feed feed && Arrays.equals(topic, feed.topic) && Arrays.equals(user, feed.user);
    }

    @Override
    public int hashCode() {
        return Hash.of(topic).hashCode() ^ Arrays.hashCode(user);
    }

    @Override
    public String toString() {
        return topicHex() + " by " + userHex();
    }
}
