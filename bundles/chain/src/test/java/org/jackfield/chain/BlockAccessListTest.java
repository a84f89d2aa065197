package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.jackfield.rlp.RlpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockAccessListTest {

    /** Encoded by go-ethereum 1.17.10 (core/types/bal, rlp): two accounts with changes of every kind, seven items. */
    static final byte[] GOLDEN =
            Hex.bytes("f880f862941111111111111111111111111111111111111111f1ca01c8c28080c40282ffffe5a0ff0000000000000000"
                    + "0000000000000000000000000000000000000000000000c3c20107c480820100cbca01880de0b6b3a7640000c3c20105"
                    + "c5c402826001db942222222222222222222222222222222222222222c0c105c0c0c0");

    private static final String GOLDEN_HASH = "0x70ddf48faa25291d32d18c5f8aa18957c28d81d11b7802f948dd348fec747f9f";
    private static final String ADDRESS = "94" + "11".repeat(20);

    @Test
    void aListOfAnotherClientIsReadAndHashedAlike() throws RlpException {
        BlockAccessList list = BlockAccessList.decode(GOLDEN);
        assertEquals(GOLDEN_HASH, Hex.text(list.hash()));
        assertEquals(7, list.items());
        assertArrayEquals(GOLDEN, list.encoded());
        assertArrayEquals(
                BlockAccessList.EMPTY_HASH,
                BlockAccessList.decode(Hex.bytes("c0")).hash());
    }

    @Test
    void malformedListsRaiseNothingElse() throws RlpException {
        Fuzz.run(GOLDEN, BlockAccessList::decode);
    }

    /** Of one account: what stands behind its address. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            c0c0c0c0         | expected an item, found the end
            c0c0c0c0c0c0     | 1 trailing bytes
            c2c101c0c0c0c0   | expected an item, found the end
            c3c201c0c0c0c0c0 | a slot of an access list is written without a value
            c6c501c3c20102c101c0c0c0 | a slot of an access list is both written and read
            ccc501c3c20102c502c3c20102c102c0c0c0 | a slot of an access list is both written and read
            c0c20201c0c0c0   | the slots of an access list do not rise
            c0c20101c0c0c0   | the slots of an access list do not rise
            c0c3820001c0c0c0 |
            c0c0c6c20102c20103c0c0 | index 1 of an access list, more than 1 expected
            c0c0c6c20202c20103c0c0 | index 1 of an access list, more than 2 expected
            c0c0c0c6c20202c20103c0 | index 1 of an access list, more than 2 expected
            c0c0c0c0c6c20202c20103 | index 1 of an access list, more than 2 expected
            c0c0c0c0c7c6850100000000 |
            c0c0c3c20100c0c0 |
            c0c0c4c3010203c0c0 |
            """)
    void whatTheFormForbidsIsRefused(String fields, String complaint) {
        byte[] account = listOf(ADDRESS + fields);
        RlpException error = assertThrows(
                RlpException.class,
                () -> BlockAccessList.decode(listOf(Hex.text(account).substring(2))));
        assertTrue(complaint == null || error.getMessage().contains(complaint), error.getMessage());
    }

    @Test
    void addressesRise() throws RlpException {
        String low = Hex.text(listOf("94" + "10".repeat(20) + "c0c0c0c0c0")).substring(2);
        String high = Hex.text(listOf(ADDRESS + "c0c0c0c0c0")).substring(2);
        assertEquals(2, BlockAccessList.decode(listOf(low + high)).items());
        assertThrows(RlpException.class, () -> BlockAccessList.decode(listOf(high + low)));
        assertThrows(RlpException.class, () -> BlockAccessList.decode(listOf(high + high)));
    }

    @Test
    void aListBelongsToTheHeaderThatHasItsHashAndTheGasForIt() throws RlpException {
        BlockAccessList list = BlockAccessList.decode(GOLDEN);
        HeaderDraft draft = new HeaderDraft();
        draft.gasLimit = 14_000;
        assertEquals(
                "it comes with an access list, of which its header has no hash",
                list.objection(draft.header()).orElseThrow());
        draft = Amsterdam.draft();
        draft.gasLimit = 14_000;
        assertTrue(list.objection(draft.header()).orElseThrow().startsWith("the hash of its access list is 0x"));
        draft.blockAccessListHash = Optional.of(list.hash());
        assertTrue(list.objection(draft.header()).isEmpty());
        draft.gasLimit = 13_999;
        assertEquals(
                "its access list has 7 items, its gas limit allows 6",
                list.objection(draft.header()).orElseThrow());
    }

    private static byte[] listOf(String items) {
        int length = items.length() / 2;
        String head = length < 56 ? String.format("%02x", 0xc0 + length) : String.format("f8%02x", length);
        return Hex.bytes(head + items);
    }
}
