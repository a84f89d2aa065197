package org.jackfield.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenesisFileTest {

    private static final String MINIMAL =
            "{\"config\":{\"chainId\":7},\"gasLimit\":\"0x1388\",\"difficulty\":\"1\",\"alloc\":{}}";

    @Test
    void theHashOfTheTestChainsGenesisIsTheParentOfItsFirstBlock() {
        assertEquals(
                Hex.text(Golden.blocks().get(0).header().parentHash()),
                Hex.text(Golden.genesis().hash()));
        assertEquals(3503995874084926L, Golden.genesis().chainId());
    }

    @Test
    void theConfigIsKeptAsItStands() {
        Map<String, Object> config = Golden.genesis().config();
        assertEquals(131072, config.get("terminalTotalDifficulty"));
        assertTrue(config.get("blobSchedule") instanceof Map);
        assertTrue(config.containsKey("ethash"));
    }

    @Test
    void aBareFileHasTheFieldsOfItsForksAndNoOthers() throws IOException {
        BlockHeader frontier = read(MINIMAL).header();
        assertTrue(frontier.baseFee().isEmpty());
        BlockHeader prague = read(MINIMAL.replace(
                        "7}", "7,\"londonBlock\":0,\"shanghaiTime\":0,\"cancunTime\":0,\"pragueTime\":0}"))
                .header();
        assertEquals(1_000_000_000, prague.baseFee().orElseThrow().intValue());
        assertTrue(prague.requestsHash().isPresent());
    }

    @Test
    void inTheAmsterdamForkTheGenesisBlockHasAnAccessListAndASlot() throws IOException {
        BlockHeader header = read(MINIMAL.replace(
                        "7}",
                        "7,\"londonBlock\":0,\"shanghaiTime\":0,\"cancunTime\":0,\"pragueTime\":0,\"amsterdamTime\":0}"))
                .header();
        // go-ethereum, types.EmptyBlockAccessListHash.
        assertEquals(
                "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
                Hex.text(header.blockAccessListHash().orElseThrow()));
        assertEquals(0, header.slotNumber().orElseThrow());
    }

    @Test
    void aStateRootMayStandForTheAccounts() throws IOException {
        String rooted = MINIMAL.replace("\"alloc\":{}", "\"stateRoot\":\"" + Hex.text(TrieRoot.EMPTY) + '"');
        assertEquals(Hex.text(read(MINIMAL).hash()), Hex.text(read(rooted).hash()));
    }

    @Test
    void nullIsAsGoodAsNothing() throws IOException {
        String nulls = MINIMAL.replace(
                "\"alloc\":{}",
                "\"nonce\":null,\"blobGasUsed\":null,\"excessBlobGas\":null,\"alloc\":"
                        + "{\"0000000000000000000000000000000000000001\":{\"balance\":\"1\",\"code\":null,\"storage\":null}}");
        String bare = nulls.replaceAll(",?\"\\w+\":null", "");
        assertEquals(Hex.text(read(bare).hash()), Hex.text(read(nulls).hash()));
    }

    @Test
    void numbersMayBeDecimalOrHexadecimalOrBare() throws IOException {
        byte[] hash = read(MINIMAL).hash();
        assertEquals(
                Hex.text(hash),
                Hex.text(read(MINIMAL.replace("\"0x1388\"", "\"5000\"")).hash()));
        assertEquals(
                Hex.text(hash),
                Hex.text(read(MINIMAL.replace("\"0x1388\"", "5000")).hash()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                                                  | not a JSON object
            {} x                                                                | not JSON
            {}{}                                                                | something follows
            {"config":{}}                                                       | alloc is missing
            {"config":[],"alloc":{}}                                            | config is not an object
            {"config":{},"alloc":{}}                                            | gasLimit is missing
            {"config":{},"alloc":{},"gasLimit":"zz","difficulty":1}             | gasLimit is not a whole number: zz
            {"config":{},"alloc":{},"gasLimit":1.5,"difficulty":1}              | gasLimit is not a whole number: 1.5
            {"config":{},"alloc":{},"gasLimit":-1,"difficulty":1}               | gasLimit must be 0 to 2^256 - 1
            {"config":{},"alloc":{},"gasLimit":1,"difficulty":1,"mixHash":"0x00"} | mixHash has 1 bytes, 32 expected
            {"config":{},"alloc":{"0x12":{}},"gasLimit":1,"difficulty":1}       | alloc of 0x12: an address has 20 bytes
            {"config":{"londonBlock":"x"},"alloc":{},"gasLimit":1,"difficulty":1} | londonBlock is not a whole number: x
            {"config":{"chainId":1e3},"alloc":{},"gasLimit":1,"difficulty":1}   | config.chainId is not a whole number
            {"config":{},"alloc":{},"gasLimit":1,"difficulty":1,"number":5}     | number of the genesis block is 5
            {"config":{},"stateRoot":"0x12","gasLimit":1,"difficulty":1}        | stateRoot has 1 bytes
            {"config":{"blobSchedule":7},"alloc":{},"gasLimit":1,"difficulty":1} | blobSchedule is not an object
            {"config":{"blobSchedule":{"bpo1":{"target":2}}},"alloc":{},"gasLimit":1,"difficulty":1} | bpo1.max is not a whole
            {"config":{"blobSchedule":{"bpo1":{"target":2,"max":1,"baseFeeUpdateFraction":1}}},"alloc":{}} | makes no sense
            {"config":{},"alloc":{},"gasLimit":1                                | not JSON
            """)
    void aBadFileIsRefusedWithTheReason(String json, String reason) {
        IOException error = assertThrows(IOException.class, () -> read(json));
        assertTrue(error.getMessage().contains(reason), error.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        IOException error = assertThrows(IOException.class, () -> GenesisFile.read(Path.of("no", "such.json")));
        assertEquals("genesis file no/such.json: no such file", error.getMessage());
    }

    @Test
    void malformedFilesRaiseNothingButIoException() {
        byte[] valid = MINIMAL.getBytes(UTF_8);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            try {
                GenesisFile.read(new ByteArrayInputStream(Fuzz.spoiled(valid, random, i)));
            } catch (IOException expected) {
                refused++;
            }
        }
        assertTrue(refused > 5_000, "only " + refused + " refused");
    }

    private static Genesis read(String json) throws IOException {
        return GenesisFile.read(new ByteArrayInputStream(json.getBytes(UTF_8))).genesis();
    }
}
