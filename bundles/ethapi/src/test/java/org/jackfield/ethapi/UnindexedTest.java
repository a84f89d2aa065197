package org.jackfield.ethapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.jackfield.api.rpc.RpcException;
import org.jackfield.api.rpc.RpcParams;
import org.jackfield.chain.Chain;
import org.jackfield.chain.TransactionIndexing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Null would say that there is no such transaction. */
class UnindexedTest {

    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS, transaction indexing is in progress",
        "OFF, transactions are not indexed here",
    })
    void doesNotSayThatThereIsNoTransactionWhereItCannotTell(TransactionIndexing state, String message) {
        Chain chain = (Chain) Proxy.newProxyInstance(
                UnindexedTest.class.getClassLoader(),
                new Class<?>[] {Chain.class},
                (proxy, method, arguments) -> method.getName().equals("transaction") ? Optional.empty() : state);
        TransactionModule module = new TransactionModule(Configs.standard(), chain, new Finality(), null);
        RpcParams params = new RpcParams(List.of("0x" + "11".repeat(32)));

        for (String method : List.of("getTransactionByHash", "getTransactionReceipt")) {
            RpcException error = assertThrows(
                    RpcException.class, () -> module.methods().get(method).call(params));
            assertEquals(-32000, error.code());
            assertEquals(message, error.getMessage());
        }
    }
}
