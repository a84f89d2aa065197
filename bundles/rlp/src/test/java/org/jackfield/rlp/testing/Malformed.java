package org.jackfield.rlp.testing;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jackfield.rlp.RlpException;

/** Feeds a decoder the same bad input in every run: cut off, bits flipped, lengths overwritten, nested, random. */
public final class Malformed {

    private static final int CASES = 12_000;
    private static final int MAX_NESTING = 300;

    /** Under test. */
    public interface Decoder {
        void decode(byte[] input) throws IOException;
    }

    private Malformed() {}

    /**
     * Fails if the decoder throws anything but {@link RlpException} or {@code declared}.
     *
     * @param wellFormed to be spoiled; none is empty
     */
    public static void feed(Decoder decoder, List<byte[]> wellFormed, Class<?>... declared) {
        Random random = new Random(20180809);
        for (int i = 0; i < CASES; i++) {
            byte[] input = spoil(wellFormed.get(random.nextInt(wellFormed.size())), random);
            try {
                decoder.decode(input);
            } catch (IOException | RuntimeException | StackOverflowError e) {
                if (e instanceof RlpException || Stream.of(declared).anyMatch(type -> type.isInstance(e))) {
                    continue;
                }
                fail(
                        e.getClass().getName() + " in case " + i + ": "
                                + HexFormat.of().formatHex(input),
                        e);
            }
        }
    }

    /** Something else than {@code good}, made from it or from nothing; it may happen to be well-formed. */
    public static byte[] spoil(byte[] good, Random random) {
        byte[] input = good.clone();
        switch (random.nextInt(6)) {
            case 0:
                return Arrays.copyOf(input, random.nextInt(input.length));
            case 1:
                return Arrays.copyOf(input, input.length + 1 + random.nextInt(20));
            case 2:
                input = new byte[random.nextInt(200)];
                random.nextBytes(input);
                return input;
            case 3:
                return nested(input, 1 + random.nextInt(MAX_NESTING), random);
            case 4:
                input[random.nextInt(Math.min(4, input.length))] = (byte) (0xb7 + random.nextInt(0x49));
                return input;
            default:
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return input;
        }
    }

    private static byte[] nested(byte[] inner, int depth, Random random) {
        byte[] input = new byte[depth + inner.length];
        for (int i = 0; i < depth; i++) {
            int length = input.length - i - 1;
            input[i] = (byte) (length <= 55 ? 0xc0 + length : 0xc0 + random.nextInt(0x40));
        }
        System.arraycopy(inner, 0, input, depth, inner.length);
        return input;
    }
}
