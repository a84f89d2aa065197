package org.jackfield.rlp;

import static org.jackfield.rlp.Items.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RlpWriterTest {

    @Test
    void writesIntegersAroundEveryPowerOfTwoAlike() throws RlpException {
        for (int bits = 0; bits < Long.SIZE; bits++) {
            for (int distance = -1; distance <= 1; distance++) {
                long value = (1L << bits) + distance;
                byte[] encoding = RlpWriter.encode(value);
                BigInteger unsigned = new BigInteger(Long.toUnsignedString(value));

                assertArrayEquals(encoding, new RlpWriter().write(unsigned).toByteArray(), unsigned.toString());
                assertEquals(value, RlpReader.of(encoding).readUnsignedLong());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 54, 55, 56, 57, 254, 255, 256, 257, 65535, 65536, 65537, 0xffffff, 0x1000000})
    void writesStringsAndListsOfEveryLengthOfHeader(int length) throws RlpException {
        byte[] string = new byte[length];
        byte[] asString = RlpWriter.encode(string);
        byte[] asList = new RlpWriter().beginList().writeRaw(string).endList().toByteArray();

        assertArrayEquals(string, RlpReader.of(asString).readBytes());
        // Zeros are items of one byte each.
        assertEquals(length, RlpReader.ofList(asList).count());
        assertEquals(headerBytes(length), asList.length - length);
        assertEquals(length == 1 ? 0 : headerBytes(length), asString.length - length);
    }

    @Test
    void writesBytesThatAreTheirOwnEncoding() {
        for (int value = 0; value < 256; value++) {
            byte[] string = {(byte) value};
            byte[] expected = value < 0x80 ? string : new byte[] {(byte) 0x81, (byte) value};

            assertArrayEquals(expected, RlpWriter.encode(string));
        }
    }

    @Test
    void writesAPartOfAnArray() {
        byte[] array = hex("01020384");

        assertArrayEquals(hex("820203"), new RlpWriter().write(array, 1, 2).toByteArray());
        assertArrayEquals(hex("80"), new RlpWriter().write(array, 4, 0).toByteArray());
        assertArrayEquals(hex("8184"), new RlpWriter().write(array, 3, 1).toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2, 5, Integer.MAX_VALUE})
    void refusesAPartThatIsNotWithinTheArrayAndStaysAsItWas(int length) {
        RlpWriter writer = new RlpWriter().write(7);

        assertThrows(IndexOutOfBoundsException.class, () -> writer.write(new byte[4], 3, length));

        assertArrayEquals(hex("07"), writer.toByteArray());
    }

    @Test
    void writesBooleansAndText() {
        assertArrayEquals(
                hex("c9" + "01" + "80" + "81e9" + "82c3a9" + "61" + "80"),
                new RlpWriter()
                        .beginList()
                        .write(true)
                        .write(false)
                        .write(0xe9)
                        .write("é")
                        .write("a")
                        .write("")
                        .endList()
                        .toByteArray());
    }

    @Test
    void growsFromTheSmallestRoom() throws RlpException {
        RlpWriter writer = new RlpWriter(0).beginList();
        for (int i = 0; i < 100_000; i++) {
            writer.beginList().write(i).endList();
        }
        RlpReader list = RlpReader.ofList(writer.endList().toByteArray());

        for (int i = 0; i < 100_000; i++) {
            assertEquals(i, list.readList().readInt());
        }
        list.finish();
    }

    @Test
    void nestsDeeperThanAnyReaderGoes() {
        RlpWriter writer = new RlpWriter();
        for (int i = 0; i < 1_000; i++) {
            writer.beginList();
        }
        for (int i = 0; i < 1_000; i++) {
            writer.endList();
        }

        assertEquals(0xc0, writer.toByteArray()[writer.size() - 1] & 0xff);
    }

    @Test
    void refusesWhatHasNoEncoding() {
        RlpWriter writer = new RlpWriter();

        assertThrows(IllegalArgumentException.class, () -> writer.write(BigInteger.valueOf(-1)));
        assertThrows(IllegalStateException.class, writer::endList);
        assertThrows(
                IllegalStateException.class, () -> new RlpWriter().beginList().toByteArray());
    }

    private static int headerBytes(int length) {
        return length <= 55 ? 1 : 1 + (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / Byte.SIZE;
    }
}
