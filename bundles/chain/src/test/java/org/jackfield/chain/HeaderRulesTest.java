package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderRulesTest {

    private static final Map<String, Object> MERGED = Map.of(
            "londonBlock", 0, "shanghaiTime", 0, "cancunTime", 0, "pragueTime", 100, "terminalTotalDifficulty", 0);

    private final BlockHeader parent = draft(9, 50).header();
    private final HeaderDraft next = draft(10, 62);

    HeaderRulesTest() {
        next.parentHash = parent.hash();
    }

    @Test
    void aHeaderByTheRulesPasses() {
        assertDoesNotThrow(() -> check(MERGED, next));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            number        | its number is 11 after 9
            parent        | its parent is
            timestamp     | its timestamp 50 is not after its parent's 50
            gasUsed       | it used 30000001 gas of 30000000
            gasLimitUp    | its gas limit 30029296 is too far from its parent's 30000000
            gasLimitDown  | its gas limit 29970704 is too far from its parent's 30000000
            baseFee       | its base fee is 8, 7 expected
            noBaseFee     | its base fee is missing, 7 expected
            extra         | its extra data has 33 bytes
            difficulty    | its difficulty is 1 after the merge
            nonce         | its nonce is not zero after the merge
            ommers        | it has ommers after the merge
            noBlobs       | its blob gas used is missing after Cancun
            blobGas       | its blob gas 131073 is no multiple of 131072
            requests      | its requests hash is there before Prague
            accessList    | its block access list hash is there before Amsterdam
            manyBlobs     | its blob gas 917504 is above 786432
            excess        | its excess blob gas is 1, 0 expected
            """)
    void aHeaderAgainstARuleIsRefused(String field, String complaint) {
        Map<String, Consumer<HeaderDraft>> faults = Map.ofEntries(
                Map.entry("number", d -> d.number = 11),
                Map.entry("parent", d -> d.parentHash = new byte[32]),
                Map.entry("timestamp", d -> d.timestamp = 50),
                Map.entry("gasUsed", d -> d.gasUsed = 30_000_001),
                Map.entry("gasLimitUp", d -> d.gasLimit = 30_029_296),
                Map.entry("gasLimitDown", d -> d.gasLimit = 29_970_704),
                Map.entry("baseFee", d -> d.baseFee = Optional.of(BigInteger.valueOf(8))),
                Map.entry("noBaseFee", HeaderRulesTest::beforeLondon),
                Map.entry("extra", d -> d.extraData = new byte[33]),
                Map.entry("difficulty", d -> d.difficulty = BigInteger.ONE),
                Map.entry("nonce", d -> d.nonce = new byte[] {0, 0, 0, 0, 0, 0, 0, 1}),
                Map.entry("ommers", d -> d.ommersHash = new byte[32]),
                Map.entry("noBlobs", HeaderRulesTest::beforeCancun),
                Map.entry("blobGas", d -> d.blobGasUsed = Optional.of(131_073L)),
                Map.entry("manyBlobs", d -> d.blobGasUsed = Optional.of(7 * 131_072L)),
                Map.entry("excess", d -> d.excessBlobGas = Optional.of(1L)),
                Map.entry("accessList", HeaderRulesTest::withAccessList),
                Map.entry("requests", d -> d.requestsHash = Optional.of(new byte[32])));
        faults.get(field).accept(next);
        InvalidBlockException error = assertThrows(InvalidBlockException.class, () -> check(MERGED, next));
        assertTrue(error.getMessage().contains(complaint), error.getMessage());
    }

    @Test
    void gasLimitsMayChangeByLessThanA1024th() {
        next.gasLimit = 30_029_295;
        assertDoesNotThrow(() -> check(MERGED, next));
        next.gasLimit = 29_970_705;
        assertDoesNotThrow(() -> check(MERGED, next));
    }

    /** EIP-3675: the block that reaches the terminal difficulty is the last with work in it. */
    @Test
    void workIsNeededUpToTheTerminalDifficultyAndForbiddenAfter() {
        Map<String, Object> late =
                Map.of("londonBlock", 0, "shanghaiTime", 0, "cancunTime", 0, "terminalTotalDifficulty", 1000);
        InvalidBlockException early = assertThrows(InvalidBlockException.class, () -> check(late, next));
        assertEquals("its difficulty is 0 before the merge", early.getMessage());
        next.difficulty = BigInteger.TEN;
        assertDoesNotThrow(() -> check(late, next));
    }

    /** The base fees of the test chain are those that a real client computed; 1000000000 falls to 7 in it. */
    @Test
    void baseFeesFollowThoseOfTheTestChain() {
        HeaderRules rules = new HeaderRules(Golden.genesis());
        BlockHeader before = Golden.genesis().header();
        for (Block block : Golden.blocks()) {
            assertEquals(block.header().baseFee().orElseThrow(), rules.baseFee(before));
            before = block.header();
        }
    }

    /** EIP-1559 with a full parent: up by an eighth, by at least one. */
    @Test
    void theBaseFeeRisesBehindFullBlocks() {
        HeaderDraft full = draft(9, 50);
        full.gasUsed = full.gasLimit;
        full.baseFee = Optional.of(BigInteger.valueOf(800));
        assertEquals(900, rules(MERGED).baseFee(full.header()).intValue());
        full.baseFee = Optional.of(BigInteger.ONE);
        assertEquals(2, rules(MERGED).baseFee(full.header()).intValue());
        full.gasUsed = 15_000_000;
        assertEquals(1, rules(MERGED).baseFee(full.header()).intValue());
    }

    @Test
    void atLondonTheGasLimitDoublesAndTheBaseFeeBegins() {
        Map<String, Object> config = Map.of("londonBlock", 10, "terminalTotalDifficulty", 0);
        HeaderDraft before = draft(9, 50);
        beforeLondon(before);
        HeaderDraft after = draft(10, 62);
        after.parentHash = before.header().hash();
        beforeCancun(after);
        after.withdrawalsRoot = Optional.empty();
        after.gasLimit = 60_000_000;
        after.baseFee = Optional.of(BigInteger.valueOf(1_000_000_000));
        assertDoesNotThrow(() -> rules(config).check(before.header(), BigInteger.TEN, after.header()));
    }

    @Test
    void amsterdamWantsTheHashOfAnAccessList() {
        Map<String, Object> config = Map.of(
                "londonBlock",
                0,
                "shanghaiTime",
                0,
                "cancunTime",
                0,
                "pragueTime",
                0,
                "amsterdamTime",
                60,
                "terminalTotalDifficulty",
                0);
        next.requestsHash = Optional.of(new byte[32]);
        InvalidBlockException error = assertThrows(InvalidBlockException.class, () -> check(config, next));
        assertEquals("its block access list hash is missing after Amsterdam", error.getMessage());
        next.blockAccessListHash = Optional.of(new byte[32]);
        assertDoesNotThrow(() -> check(config, next));
        next.slotNumber = Optional.of(7L);
        assertDoesNotThrow(() -> check(config, next));
        assertEquals(7, next.header().slotNumber().orElseThrow());
    }

    private void check(Map<String, Object> config, HeaderDraft header) throws InvalidBlockException {
        rules(config).check(parent, BigInteger.valueOf(999), header.header());
    }

    private static HeaderRules rules(Map<String, Object> config) {
        ForkSchedule forks = ForkSchedule.of(config, 0);
        BlockHeader genesis = draft(0, 0).header();
        return new HeaderRules(new Genesis(genesis, 1, config, forks, new ForkIds(genesis.hash(), forks)));
    }

    private static HeaderDraft draft(long number, long timestamp) {
        HeaderDraft draft = new HeaderDraft();
        draft.number = number;
        draft.timestamp = timestamp;
        draft.gasLimit = 30_000_000;
        draft.baseFee = Optional.of(BigInteger.valueOf(7));
        draft.withdrawalsRoot = Optional.of(TrieRoot.EMPTY);
        draft.blobGasUsed = Optional.of(0L);
        draft.excessBlobGas = Optional.of(0L);
        draft.parentBeaconRoot = Optional.of(new byte[32]);
        return draft;
    }

    private static void withAccessList(HeaderDraft draft) {
        draft.requestsHash = Optional.of(new byte[32]);
        draft.blockAccessListHash = Optional.of(new byte[32]);
        draft.timestamp = 100;
    }

    private static void beforeCancun(HeaderDraft draft) {
        draft.blobGasUsed = Optional.empty();
        draft.excessBlobGas = Optional.empty();
        draft.parentBeaconRoot = Optional.empty();
    }

    private static void beforeLondon(HeaderDraft draft) {
        beforeCancun(draft);
        draft.withdrawalsRoot = Optional.empty();
        draft.baseFee = Optional.empty();
    }
}
