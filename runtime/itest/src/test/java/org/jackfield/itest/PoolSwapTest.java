package org.jackfield.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.api.rpc.RpcMethod;
import org.jackfield.api.rpc.RpcModule;
import org.jackfield.api.rpc.RpcParams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The pool, and what it proves blobs with, go and come under a live link with transactions in it. */
@Timeout(120)
class PoolSwapTest {

    /**
     * A transfer of nothing on the development chain, signed with one of its accounts' keys, which everybody knows.
     *
     * @param raw without the ten fields that all have in common
     */
    private record Transfer(String raw, String hash) {

        static Transfer of(String nonceAndPrice, String signature, String hash) {
            return new Transfer(
                    "0xf866" + nonceAndPrice + "8252089400000000000000000000000000000000000000008080820a" + signature,
                    "0x" + hash);
        }
    }

    private static final Transfer BEFORE = Transfer.of(
            "808502540be400",
            "95a02023f657d7665757293fdcd9fb35ab22a1f4e8e6a2be45d964ce4724123b3d58"
                    + "a05802293feda360e20f85664c16bb078b9a4871818d32d391bd769b7888e9cec3",
            "3c59db73928e9c0fd18679c44d071788fe181d671920965f196b93e9a240a799");
    private static final Transfer HERE = Transfer.of(
            "808502540be400",
            "95a0468a22e10b0e1ec717511627fb482ddd24c984b3be1588d294bc351bdc31dc3e"
                    + "a03b7dacdafa644afb3ba84f201e9137674ed2b4f9080c218fb76e71b30ef4c46f",
            "b4893c77edceb073e4f4dd3c279d988b73481cecf3da329ffab5968be2a166f2");
    /** Replaces {@link #HERE}, for thrice the price. */
    private static final Transfer HERE_AGAIN = Transfer.of(
            "808506fc23ac00",
            "96a07bf3a2b79b52ca39ffe69f2f7a0389667fdfc9aef293d2fc111555f16ce7dc9a"
                    + "a0130dc004fe2906613dbcd665c76564efaec7790f7f8f59c950ccdea8f5775e21",
            "b39fb8e33c94aa07ffb965961d2e083eccba33375fad9a876ab224ec7a38c2ea");

    private static final Transfer THERE = Transfer.of(
            "808502540be400",
            "95a051eaaa0a68f26b955b6b26b1425622bfabb776cd37586c4ef9ec39126d91dbe9"
                    + "a066ad3e5f34789d3900ef33408738ee99e5947975f053c66d69bfaac7b05a9049",
            "54939bb55efcaa92bd449a0950b7943f3a0a0f277bd902c2a7a4e317d88e52ac");
    /** Follows {@link #THERE}. */
    private static final Transfer THERE_NEXT = Transfer.of(
            "018502540be400",
            "95a099f2962b9c012f8f8b92893a80a0881310edb98b53c6ab0c044f6b5770547233"
                    + "a010eace1d34644ae9ce47d7af77c6b39dc7d89109ea1bda67fc9bcfbdeab6df88",
            "c4f50fcd6c5cc40bebb97213003753e27c7ed58869bed3edd916b6fa4c1d2f83");

    @TempDir
    Path folder;

    @Test
    void transactionsGoOnBothWaysAfterThePoolAndItsArithmeticWereAway() throws Exception {
        try (TestNode changing = TestNode.start(folder.resolve("changing"));
                TestNode steady = TestNode.start(folder.resolve("steady"))) {
            method(changing, "sendRawTransaction");
            method(steady, "sendRawTransaction");
            changing.connectTo(steady);
            travels(BEFORE, changing, steady);

            restart(changing, "org.jackfield.pool");
            travels(HERE, changing, steady);
            travels(THERE, steady, changing);

            restart(changing, "org.jackfield.kzg");
            travels(HERE_AGAIN, changing, steady);
            travels(THERE_NEXT, steady, changing);

            assertTrue(has(steady, BEFORE));
            assertTrue(changing.events().nobodyLeft());
            assertTrue(steady.events().nobodyLeft());
        }
    }

    private static void restart(TestNode node, String name) throws Exception {
        node.restart(name);
        method(node, "sendRawTransaction");
    }

    private static void travels(Transfer transfer, TestNode from, TestNode to) throws Exception {
        Object hash = method(from, "sendRawTransaction").call(new RpcParams(List.of(transfer.raw())));
        assertEquals(transfer.hash(), hash);
        Await.until(transfer.hash() + " has come", () -> has(to, transfer));
    }

    private static boolean has(TestNode node, Transfer transfer) throws Exception {
        return method(node, "getTransactionByHash").call(new RpcParams(List.of(transfer.hash()))) != null;
    }

    private static RpcMethod method(TestNode node, String name) throws Exception {
        Await.until("eth_" + name, () -> !methods(node, name).isEmpty());
        return methods(node, name).get(0);
    }

    private static List<RpcMethod> methods(TestNode node, String name) throws InvalidSyntaxException {
        ServiceReference<?>[] references = node.context().getAllServiceReferences(RpcModule.class.getName(), null);
        return Stream.ofNullable(references)
                .flatMap(Arrays::stream)
                .map(reference -> (RpcModule) node.context().getService(reference))
                .filter(module -> module != null && module.namespace().equals("eth"))
                .map(module -> module.methods().get(name))
                .filter(method -> method != null)
                .toList();
    }
}
