package org.jackfield.rlp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of github.com/ethereum/tests, RLPTests: rlptest.json and invalidRLPTest.json, by their names. */
class RlpVectorsTest {

    private static final String FIFTY_FIVE = "Lorem ipsum dolor sit amet, consectetur adipisicing eli";
    private static final String ROW = "cf84617364668471776572847a786376";

    static Stream<Arguments> items() {
        return Stream.of(
                arguments("emptystring", "", "80"),
                arguments("bytestring00", "\0", "00"),
                arguments("bytestring01", "\1", "01"),
                arguments("bytestring7F", "\177", "7f"),
                arguments("shortstring", "dog", "83646f67"),
                arguments("shortstring2", FIFTY_FIVE, "b7" + hexOf(FIFTY_FIVE)),
                arguments("longstring", FIFTY_FIVE + "t", "b838" + hexOf(FIFTY_FIVE + "t")),
                arguments("longstring2", "x".repeat(1024), "b90400" + "78".repeat(1024)),
                arguments("zero", 0, "80"),
                arguments("smallint", 1, "01"),
                arguments("smallint2", 16, "10"),
                arguments("smallint3", 79, "4f"),
                arguments("smallint4", 127, "7f"),
                arguments("mediumint1", 128, "8180"),
                arguments("mediumint2", 1000, "8203e8"),
                arguments("mediumint3", 100000, "830186a0"),
                arguments(
                        "mediumint4",
                        new BigInteger("83729609699884896815286331701780722"),
                        "8f102030405060708090a0b0c0d0e0f2"),
                arguments(
                        "mediumint5",
                        new BigInteger("105315505618206987246253880190783558935785933862974822347068935681"),
                        "9c0100020003000400050006000700080009000a000b000c000d000e01"),
                arguments("emptylist", List.of(), "c0"),
                arguments("stringlist", List.of("dog", "god", "cat"), "cc83646f6783676f6483636174"),
                arguments("multilist", List.of("zw", List.of(4), 1), "c6827a77c10401"),
                arguments(
                        "shortListMax1",
                        List.of("asdf", "qwer", "zxcv", "asdf", "qwer", "zxcv", "asdf", "qwer", "zxcv", "asdf", "qwer"),
                        "f7" + (ROW.substring(2)).repeat(3) + "84617364668471776572"),
                arguments("longList1", rows(4), "f840" + ROW.repeat(4)),
                arguments("longList2", rows(32), "f90200" + ROW.repeat(32)),
                arguments("listsoflists", List.of(List.of(List.of(), List.of()), List.of()), "c4c2c0c0c0"),
                arguments(
                        "listsoflists2",
                        List.of(List.of(), List.of(List.of()), List.of(List.of(), List.of(List.of()))),
                        "c7c0c1c0c3c0c1c0"),
                arguments(
                        "dictTest1",
                        List.of(
                                List.of("key1", "val1"),
                                List.of("key2", "val2"),
                                List.of("key3", "val3"),
                                List.of("key4", "val4")),
                        "ecca846b6579318476616c31ca846b6579328476616c32ca846b6579338476616c33ca846b6579348476616c34"),
                arguments("bigint", BigInteger.TWO.pow(256), "a101" + "00".repeat(32)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("items")
    void areWritten(String name, Object item, String encoding) {
        RlpWriter writer = new RlpWriter();
        write(writer, item);

        assertArrayEquals(Items.hex(encoding), writer.toByteArray());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("items")
    void areReadAndGiveTheSameBytesAgain(String name, Object item, String encoding) throws RlpException {
        List<Object> items = Items.read(RlpReader.of(Items.hex(encoding)));

        assertEquals(1, items.size());
        assertArrayEquals(Items.hex(encoding), Items.encode(items));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "int32Overflow,                 0, bf0f000000000000021111",
        "int32Overflow2,                0, ff0f000000000000021111",
        "wrongSizeList,                 0, f80180",
        "wrongSizeList2,                0, f80100",
        "incorrectLengthInArray,        0, b9002100dc2b275d0f74e8a53e6f4ec61b27f24278820be3f82ea2110e582081b0565df0",
        "randomRLP,                     4, f861f83eb9002100dc2b275d0f74e8a53e6f4ec61b27f24278820be3f82ea2110e582081b0565df027b90015002d5ef8325ae4d034df55d4b58d0dfba64d61ddd17be00000b9001a00dae30907045a2f66fa36f2bb8aa9029cbb0b8a7b3b5c435ab331",
        "bytesShouldBeSingleByte00,     0, 8100",
        "bytesShouldBeSingleByte01,     0, 8101",
        "bytesShouldBeSingleByte7F,     0, 817F",
        "leadingZerosInLongLengthArray1, 0, b90040000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
        "leadingZerosInLongLengthArray2, 0, b800",
        "leadingZerosInLongLengthList1, 0, fb00000040000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f",
        "leadingZerosInLongLengthList2, 0, f800",
        "nonOptimalLongLengthArray1,    0, b81000112233445566778899aabbccddeeff",
        "nonOptimalLongLengthArray2,    0, b801ff",
        "nonOptimalLongLengthList1,     0, f810000102030405060708090a0b0c0d0e0f",
        "nonOptimalLongLengthList2,     0, f803112233"
    })
    void thatAreInvalidAreRefused(String name, int offset, String encoding) {
        RlpException e = assertThrows(RlpException.class, () -> Items.read(RlpReader.of(Items.hex(encoding))));

        assertEquals(offset, e.offset(), e.getMessage());
    }

    private static List<List<String>> rows(int count) {
        return Collections.nCopies(count, List.of("asdf", "qwer", "zxcv"));
    }

    private static String hexOf(String text) {
        return HexFormat.of().formatHex(text.getBytes(US_ASCII));
    }

    private static void write(RlpWriter writer, Object item) {
        if (item instanceof List<?> list) {
            writer.beginList();
            list.forEach(child -> write(writer, child));
            writer.endList();
        } else if (item instanceof BigInteger integer) {
            writer.write(integer);
        } else if (item instanceof Integer integer) {
            writer.write(integer);
        } else {
            writer.write((String) item);
        }
    }
}
