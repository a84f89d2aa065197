package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.jackfield.rlp.RlpException;
import org.jackfield.rlp.RlpReader;
import org.jackfield.rlp.RlpWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ForkIdsTest {

    /** Mainnet up to Gray Glacier, before forks went by time; its vectors are checked against this schedule alone. */
    private static final Map<String, Object> LEGACY = Map.ofEntries(
            Map.entry("homesteadBlock", 1_150_000),
            Map.entry("daoForkBlock", 1_920_000),
            Map.entry("daoForkSupport", true),
            Map.entry("eip150Block", 2_463_000),
            Map.entry("eip155Block", 2_675_000),
            Map.entry("eip158Block", 2_675_000),
            Map.entry("byzantiumBlock", 4_370_000),
            Map.entry("constantinopleBlock", 7_280_000),
            Map.entry("petersburgBlock", 7_280_000),
            Map.entry("istanbulBlock", 9_069_000),
            Map.entry("muirGlacierBlock", 9_200_000),
            Map.entry("berlinBlock", 12_244_000),
            Map.entry("londonBlock", 12_965_000),
            Map.entry("arrowGlacierBlock", 13_773_000),
            Map.entry("grayGlacierBlock", 15_050_000));

    @ParameterizedTest
    @CsvFileSource(resources = "forkids.csv")
    void idsAreThoseOfThePublishedVectors(String chain, long number, long time, String checksum, long next) {
        assertEquals(
                new ForkId(Integer.parseUnsignedInt(checksum.substring(2), 16), next),
                ids(chain).at(number, time));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "forkid-checks.csv")
    void othersAreJudgedAsInThePublishedVectors(
            String chain, long number, long time, String checksum, String next, boolean accepted) {
        ForkId remote = new ForkId(Integer.parseUnsignedInt(checksum.substring(2), 16), Long.parseUnsignedLong(next));
        assertEquals(accepted, ids(chain).objection(remote, number, time).isEmpty());
    }

    /** go-ethereum, TestEncoding. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, c6840000000080",
        "deadbeef, baddcafe, ca84deadbeef84baddcafe",
        "ffffffff, ffffffffffffffff, ce84ffffffff88ffffffffffffffff"
    })
    void theEncodingHasFourBytesOfChecksum(String checksum, String next, String encoded) throws RlpException {
        ForkId id = new ForkId(Integer.parseUnsignedInt(checksum, 16), Long.parseUnsignedLong(next, 16));
        RlpWriter out = new RlpWriter();
        id.write(out);
        assertArrayEquals(Hex.bytes(encoded), out.toByteArray());
        assertEquals(id, ForkId.read(RlpReader.of(Hex.bytes(encoded))));
    }

    /** go-ethereum, TestTimeBasedForkInGenesis. */
    @ParameterizedTest
    @CsvSource({"-1, 1, 1", "0, 1, 1", "1, 2, 1"})
    void forksByTimeUpToGenesisDoNotCount(long shanghai, long cancun, long next) {
        long time = 1690475657;
        Map<String, Object> config =
                Map.of("londonBlock", 0, "shanghaiTime", time + shanghai, "cancunTime", time + cancun);
        byte[] hash = new byte[32];
        ForkSchedule none = ForkSchedule.of(Map.of(), time);
        ForkId id = new ForkIds(hash, ForkSchedule.of(config, time)).at(0, time);
        assertEquals(new ForkIds(hash, none).at(0, time).checksum(), id.checksum());
        assertEquals(time + next, id.next());
    }

    @Test
    void malformedIdsRaiseNothingButRlpException() throws RlpException {
        Fuzz.run(Hex.bytes("ca84deadbeef84baddcafe"), input -> ForkId.read(RlpReader.of(input)));
    }

    private static ForkIds ids(String chain) {
        return switch (chain) {
            case "legacy" -> ids("d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3", LEGACY);
            default -> Network.named(chain).orElseThrow().genesis().forkIds();
        };
    }

    private static ForkIds ids(String genesis, Map<String, Object> config) {
        return new ForkIds(Hex.bytes(genesis), ForkSchedule.of(config, 0));
    }
}
