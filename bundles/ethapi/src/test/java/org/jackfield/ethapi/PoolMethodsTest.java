package org.jackfield.ethapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Address;
import org.jackfield.chain.Hex;
import org.jackfield.chain.StoredChain;
import org.jackfield.chain.Transaction;
import org.jackfield.chain.TransactionDraft;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolMethodsTest {

    private static final byte[] KEY = Hex.bytes("0x" + "46".repeat(32));
    /** EIP-55 gives these as all caps, all lower and mixed. */
    private static final String MIXED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    private final FakePool pool = new FakePool();
    private final Map<String, RpcMethod> methods = new HashMap<>();

    @BeforeEach
    void collect() {
        methods.putAll(new PoolModule(pool).methods());
        methods.putAll(new TxpoolModule(pool).methods());
    }

    @Test
    void takesATransactionAndShowsIt() throws Exception {
        Transaction transaction = draft(0).signed(KEY);
        String sender = ChecksumAddress.of(transaction.sender().orElseThrow());

        assertEquals(Hex.text(transaction.hash()), send(transaction));

        assertEquals(Map.of("pending", "0x1", "queued", "0x0"), call("status"));
        assertEquals(
                Map.of(
                        "pending",
                        Map.of(sender, Map.of("0", TransactionJson.pending(transaction))),
                        "queued",
                        Map.of()),
                call("content"));
        assertEquals(
                Map.of("pending", Map.of("0", TransactionJson.pending(transaction)), "queued", Map.of()),
                call("contentFrom", sender));
        assertEquals(Map.of("pending", Map.of(), "queued", Map.of()), call("contentFrom", MIXED));
        assertEquals(
                Map.of(
                        "pending",
                        Map.of(sender, Map.of("0", MIXED + ": 5 wei + 21000 gas × 7 wei")),
                        "queued",
                        Map.of()),
                call("inspect"));
    }

    @Test
    void findsATransactionInThePool(@TempDir Path folder) throws Exception {
        Transaction transaction = draft(0).signed(KEY);
        pool.add(transaction);
        try (StoredChain chain = TestChain.openEmpty(folder)) {
            RpcMethod byHash = new TransactionModule(Configs.standard(), chain, new Finality(), pool)
                    .methods()
                    .get("getTransactionByHash");

            Map<?, ?> found = (Map<?, ?>) byHash.call(new RpcParams(List.of(Hex.text(transaction.hash()))));

            assertEquals(TransactionJson.pending(transaction), found);
            assertEquals(null, found.get("blockHash"));
            assertEquals("0x7", found.get("gasPrice"));
        }
    }

    @Test
    void refusesInThePoolsWords() {
        TransactionDraft withoutGas = draft(0);
        withoutGas.gasLimit = 0;
        TransactionDraft forAnyChain = draft(0);
        forAnyChain.chainId = Optional.empty();

        assertEquals("intrinsic gas too low", refusal(withoutGas.signed(KEY)));
        assertEquals("only replay-protected (EIP-155) transactions allowed over RPC", refusal(forAnyChain.signed(KEY)));
    }

    @Test
    void writesAddressesWithTheirChecksum() {
        for (String address : List.of(
                MIXED,
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0xde709f2102306220921060314715629080e2fb77",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")) {
            assertEquals(address, ChecksumAddress.of(Address.parse(address)));
        }
    }

    private static TransactionDraft draft(long nonce) {
        TransactionDraft draft = new TransactionDraft();
        draft.chainId = Optional.of(BigInteger.ONE);
        draft.nonce = nonce;
        draft.maxFee = BigInteger.valueOf(7);
        draft.maxTip = BigInteger.valueOf(7);
        draft.to = Optional.of(Address.parse(MIXED));
        draft.value = BigInteger.valueOf(5);
        return draft;
    }

    private String refusal(Transaction transaction) {
        return assertThrows(RpcException.class, () -> send(transaction)).getMessage();
    }

    private Object send(Transaction transaction) throws Exception {
        return call("sendRawTransaction", Hex.text(transaction.encoded()));
    }

    private Object call(String name, Object... params) throws Exception {
        return methods.get(name).call(new RpcParams(List.of(params)));
    }
}
