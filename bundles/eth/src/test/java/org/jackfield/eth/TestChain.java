package org.jackfield.eth;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jackfield.chain.Chain;
import org.jackfield.chain.StoredChain;

/** Chains to test with. */
final class TestChain {

    /** One block on a network of its own, with the chain id of the development chain. */
    private static final String OTHER_GENESIS =
            "{\"config\":{\"chainId\":1337,\"londonBlock\":0},\"gasLimit\":\"0x1c9c380\",\"difficulty\":\"1\",\"alloc\":{}}";

    private TestChain() {}

    /** 256 blocks with payments, receipts and withdrawals. */
    static StoredChain development(Path folder) throws IOException {
        return StoredChain.open(folder.resolve("development"), Optional.empty());
    }

    static StoredChain other(Path folder) throws IOException {
        Path genesis = Files.writeString(folder.resolve("other.json"), OTHER_GENESIS);
        return StoredChain.open(folder.resolve("other"), Optional.of(genesis));
    }

    /** {@code chain}, but it has no header of any hash: the head of a peer must be asked for. */
    static Chain withoutHashes(Chain chain) {
        return with(
                chain,
                Map.of(
                        "header",
                        arguments ->
                                arguments[0] instanceof byte[] ? Optional.empty() : chain.header((long) arguments[0])));
    }

    /** {@code chain}, but for some methods, by name. */
    static Chain with(Chain chain, Map<String, Function<Object[], Object>> instead) {
        return (Chain) Proxy.newProxyInstance(
                Chain.class.getClassLoader(), new Class<?>[] {Chain.class}, (self, method, arguments) -> {
                    Function<Object[], Object> replacement = instead.get(method.getName());
                    if (replacement != null) {
                        return replacement.apply(arguments);
                    }
                    try {
                        return method.invoke(chain, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
