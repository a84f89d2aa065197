package org.jackfield.chunks;

import java.util.Arrays;
import org.jackfield.crypto.CryptoException;
import org.jackfield.crypto.Keccak256;
import org.jackfield.crypto.Secp256k1;

/**
 * An update of a feed: a chunk whose address says whose it is, and when, instead of what is in it.
 *
 * <pre>
 *   header      8 B     version (0) and seven zeros, where content has its span
 *   topic      32 B
 *   user       20 B
 *   time        7 B     little-endian, seconds since 1970
 *   level       1 B
 *   data        1–3963 B
 *   signature  65 B     r || s || v (0 or 1), by the user, over the Keccak of all before it
 *
 *   address = keccak(topic || user || begin of the epoch (7 B, little-endian) || level)
 * </pre>
 *
 * <p>Source: ethersphere/swarm v0.5.8, storage/feed/update.go and request.go.
 *
 * @param version of the layout: 0
 * @param data not to be changed
 */
public record FeedUpdate(int version, Feed feed, Epoch epoch, byte[] data) {

    private static final int HEADER_BYTES = Chunk.SPAN_BYTES;
    private static final int ID_BYTES = Feed.BYTES + Epoch.BYTES;
    private static final int DATA_AT = HEADER_BYTES + ID_BYTES;
    private static final int MIN_BYTES = DATA_AT + 1 + Secp256k1.SIGNATURE_BYTES;

    /** The longest data: the original counts the header into the 4,096 bytes of a payload. */
    public static final int MAX_DATA_BYTES =
            Chunk.MAX_PAYLOAD_BYTES - HEADER_BYTES - ID_BYTES - Secp256k1.SIGNATURE_BYTES;

    public FeedUpdate {
        if (data.length == 0 || data.length > MAX_DATA_BYTES) {
            throw new IllegalArgumentException("an update has 1 to 3963 bytes of data, got " + data.length);
        }
        if (version < 0 || version > 0xff) {
            throw new IllegalArgumentException("a version is 0 to 255, got " + version);
        }
    }

    /** Of the version that there is. */
    public FeedUpdate(Feed feed, Epoch epoch, byte[] data) {
        this(0, feed, epoch, data);
    }

    /**
     * Reads an update.
     *
     * @throws InvalidChunkException if it is none, or not one of this address: signed by somebody else, of another time
     */
    public static FeedUpdate decode(Chunk chunk) throws InvalidChunkException {
        byte[] bytes = chunk.data();
        if (bytes.length < MIN_BYTES || bytes.length > DATA_AT + MAX_DATA_BYTES + Secp256k1.SIGNATURE_BYTES) {
            throw new InvalidChunkException("an update of a feed has 134 to 4096 bytes, got " + bytes.length);
        }
        if (!isAt(chunk.address(), bytes)) {
            throw new InvalidChunkException("the update at " + chunk.address() + " is not signed by its user");
        }
        byte[] data = Arrays.copyOfRange(bytes, DATA_AT, bytes.length - Secp256k1.SIGNATURE_BYTES);
        Feed stated = Feed.read(bytes, HEADER_BYTES);
        return new FeedUpdate(bytes[0] & 0xff, stated, Epoch.read(bytes, HEADER_BYTES + Feed.BYTES), data);
    }

    /** What its user signs. */
    public byte[] digest() {
        return Keccak256.hash(unsigned());
    }

    /** Where it is found. */
    public Address address() {
        return feed.address(epoch);
    }

    /**
     * The update as a chunk.
     *
     * @throws IllegalArgumentException if the key is not the user's
     */
    public Chunk signed(byte[] privateKey) {
        return signedWith(Secp256k1.sign(digest(), privateKey));
    }

    /**
     * The update as a chunk, signed elsewhere.
     *
     * @param signature r || s || v
     * @throws IllegalArgumentException if it is not the user's
     */
    public Chunk signedWith(byte[] signature) {
        if (signature.length != Secp256k1.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("a signature has 65 bytes, got " + signature.length);
        }
        byte[] unsigned = unsigned();
        byte[] bytes = Arrays.copyOf(unsigned, unsigned.length + signature.length);
        System.arraycopy(signature, 0, bytes, unsigned.length, signature.length);
        if (!isAt(address(), bytes)) {
            throw new IllegalArgumentException("the signature is not that of " + feed.userHex());
        }
        return Chunk.trusted(address(), bytes);
    }

    /** Whether bytes are an update that belongs at an address: its topic and time, and whoever signed it, hash to it. */
    static boolean isAt(Address address, byte[] bytes) {
        if (bytes.length < MIN_BYTES || bytes.length > Chunk.MAX_PAYLOAD_BYTES) {
            return false;
        }
        int end = bytes.length - Secp256k1.SIGNATURE_BYTES;
        Feed stated = Feed.read(bytes, HEADER_BYTES);
        if (!stated.address(Epoch.read(bytes, HEADER_BYTES + Feed.BYTES)).equals(address)) {
            return false;
        }
        try {
            byte[] hash = Keccak256.hash(Arrays.copyOf(bytes, end));
            byte[] signer = Secp256k1.recover(hash, Arrays.copyOfRange(bytes, end, bytes.length));
            return Arrays.equals(stated.user(), Feed.user(signer));
        } catch (CryptoException e) {
            return false;
        }
    }

    private byte[] unsigned() {
        byte[] bytes = new byte[DATA_AT + data.length];
        bytes[0] = (byte) version;
        System.arraycopy(feed.topic(), 0, bytes, HEADER_BYTES, Feed.TOPIC_BYTES);
        System.arraycopy(feed.user(), 0, bytes, HEADER_BYTES + Feed.TOPIC_BYTES, Feed.USER_BYTES);
        System.arraycopy(epoch.encoded(), 0, bytes, HEADER_BYTES + Feed.BYTES, Epoch.BYTES);
        System.arraycopy(data, 0, bytes, DATA_AT, data.length);
        return bytes;
    }
}
