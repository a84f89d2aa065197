package org.jackfield.ethapi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.BlockHeader;
import org.jackfield.chain.Hex;
import org.jackfield.chain.StoredChain;
import org.jackfield.crypto.Keccak256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code engine_newPayloadV5} on a chain that is in the Amsterdam fork from its first block on. */
class AccessListPayloadTest {

    private static final String GENESIS = """
            {"config": {"chainId": 7, "londonBlock": 0, "shanghaiTime": 0, "cancunTime": 0, "pragueTime": 0,
            "amsterdamTime": 0, "terminalTotalDifficulty": 0,
            "blobSchedule": {"cancun": {"target": 3, "max": 6, "baseFeeUpdateFraction": 3338477}}},
            "gasLimit": "0x1c9c380", "difficulty": "0x0", "alloc": {}}""";
    private static final String ZERO = "0x" + "00".repeat(32);

    /** One account without changes. */
    private static final String LIST = "0xdbda94" + "11".repeat(20) + "c0c0c0c0c0";

    @TempDir
    Path folder;

    private StoredChain chain;

    @BeforeEach
    void open() throws IOException {
        Path genesis = Files.writeString(folder.resolve("genesis.json"), GENESIS);
        chain = StoredChain.open(folder.resolve("chain"), Optional.of(genesis));
    }

    @AfterEach
    void close() {
        chain.close();
    }

    @Test
    void theListIsStoredWithItsBlock() throws Exception {
        Map<String, Object> payload = rehashed(payload(LIST));
        assertEquals("SYNCING", take(payload).status());
        byte[] hash = Hex.bytes(((String) payload.get("blockHash")).substring(2));
        assertTrue(chain.header(hash).isPresent());
        assertArrayEquals(Hex.bytes(LIST.substring(2)), chain.accessList(hash).orElseThrow());
        assertEquals("SYNCING", take(payload).status());
    }

    @Test
    void aListOfAnotherFormIsNone() throws Exception {
        String complaint = take(payload("0xc101")).validationError();
        assertTrue(complaint.startsWith("failed to decode BAL: "), complaint);
    }

    @Test
    void aListThatIsNotTheBlocksMakesAnotherBlock() throws Exception {
        Map<String, Object> payload = rehashed(payload(LIST));
        payload.put("blockAccessList", "0xc0");
        assertTrue(take(payload).validationError().startsWith("blockhash mismatch"));
        byte[] hash = Hex.bytes(((String) payload.get("blockHash")).substring(2));
        assertTrue(chain.header(hash).isEmpty());
    }

    private PayloadStatus take(Map<String, Object> payload) throws Exception {
        EngineModule engine = new EngineModule(chain, chain, new Finality(), new FakeSync(), new FakeRelay());
        return (PayloadStatus)
                engine.methods().get("newPayloadV5").call(new RpcParams(List.of(payload, List.of(), ZERO, List.of())));
    }

    /** With the hash of what it says: taken from the complaint about another one. */
    private Map<String, Object> rehashed(Map<String, Object> payload) throws Exception {
        String complaint = take(payload).validationError();
        payload.put("blockHash", complaint.substring(complaint.length() - 66));
        return payload;
    }

    private Map<String, Object> payload(String accessList) {
        BlockHeader parent = chain.genesis().header();
        Map<String, Object> payload = new HashMap<>();
        payload.put("parentHash", Hex.text(parent.hash()));
        payload.put("feeRecipient", "0x" + "00".repeat(20));
        payload.put("stateRoot", Hex.text(parent.stateRoot()));
        payload.put("receiptsRoot", Hex.text(Keccak256.hash(new byte[] {(byte) 0x80})));
        payload.put("logsBloom", "0x" + "00".repeat(256));
        payload.put("prevRandao", ZERO);
        payload.put("blockNumber", "0x1");
        payload.put("gasLimit", "0x1c9c380");
        payload.put("gasUsed", "0x0");
        payload.put("timestamp", "0xc");
        payload.put("extraData", "0x");
        payload.put(
                "baseFeePerGas", "0x" + chain.nextFees().baseFee().orElseThrow().toString(16));
        payload.put("blockHash", ZERO);
        payload.put("transactions", List.of());
        payload.put("withdrawals", List.of());
        payload.put("blobGasUsed", "0x0");
        payload.put("excessBlobGas", "0x0");
        payload.put("blockAccessList", accessList);
        payload.put("slotNumber", "0x1");
        return payload;
    }
}
