package org.jackfield.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jackfield.api.Readiness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class ChainComponentTest {

    @TempDir
    Path folder;

    private String network = "";
    private String state = "";
    private boolean indexing = true;
    private final Map<String, Object> services = new LinkedHashMap<>();

    @Test
    void withoutAGenesisFileTheDevelopmentChainIsServed() {
        ChainComponent component = start(folder.resolve("chain"), "");
        Chain chain = (Chain) services.get(Chain.class.getName());
        assertSame(chain, services.get(ChainWriter.class.getName()));
        assertEquals(1337, chain.genesis().chainId());
        assertEquals(
                "256 blocks, head " + Hex.brief(chain.head().hash()),
                readiness().text());
        assertEquals("chain", readiness().name());
        assertTrue(readiness().problem().isEmpty());
        component.close();
        assertTrue(services.isEmpty());
    }

    @Test
    void transactionsAreIndexedUnlessThatIsNotWanted() {
        for (boolean wanted : new boolean[] {true, false}) {
            indexing = wanted;
            ChainComponent component = start(folder.resolve("indexed " + wanted), "");
            Chain chain = (Chain) services.get(Chain.class.getName());
            assertEquals(wanted ? TransactionIndexing.DONE : TransactionIndexing.OFF, chain.transactionIndexing());
            component.close();
        }
    }

    @Test
    void theTextFollowsTheHead() throws Exception {
        ChainComponent component =
                start(folder.resolve("chain"), "src/test/resources/org/jackfield/chain/genesis.json");
        Chain chain = (Chain) services.get(Chain.class.getName());
        assertTrue(
                readiness().text().startsWith("0 blocks, head 0x"), readiness().text());
        chain.importBlocks(Golden.chainPath(), ImportProgress.IGNORED);
        assertTrue(
                readiness().text().startsWith("29 blocks, head 0x"), readiness().text());
        component.close();
    }

    @Test
    void whatCannotBeOpenedIsToldAndNotThrown() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"config\":");
        assertProblem("genesis file " + broken + ": not JSON", folder.resolve("a"), broken.toString());
        assertProblem(
                "no such file", folder.resolve("a"), folder.resolve("none.json").toString());
        assertProblem("holds something else than a chain store", folder, "");
        assertProblem("is not a directory", broken, "");
        assertProblem("folder is not set", Path.of(""), "");
        assertTrue(Files.notExists(folder.resolve("a")));
    }

    @Test
    void aStoreOfAnotherGenesisIsAProblem() {
        start(folder.resolve("chain"), "").close();
        assertProblem(
                "belongs to genesis", folder.resolve("chain"), "src/test/resources/org/jackfield/chain/genesis.json");
    }

    @Test
    void aPublicNetworkIsChosenByItsName() {
        network = "sepolia";
        ChainComponent component = start(folder.resolve("chain"), "");
        assertEquals(
                11155111,
                ((Chain) services.get(Chain.class.getName())).genesis().chainId());
        component.close();
        assertProblem("network and genesis are both set", folder.resolve("a"), "genesis.json");
        network = "Mainnet";
        assertProblem(
                "network Mainnet is unknown; there are mainnet, sepolia, hoodi, holesky", folder.resolve("a"), "");
    }

    @Test
    void theAccountsOfAStateFileAreAServiceOfTheirOwn() throws Exception {
        String root = Hex.text(TrieRoot.EMPTY);
        state = Files.writeString(folder.resolve("state.json"), "{\"root\":\"" + root + "\",\"accounts\":{}}")
                .toString();
        ChainComponent component = start(folder.resolve("chain"), "");
        assertEquals(0, ((HeadState) services.get(HeadState.class.getName())).size());
        component.close();
        assertTrue(services.isEmpty());
        state = folder.resolve("none.json").toString();
        assertProblem("state file " + state + ": no such file", folder.resolve("a"), "");
    }

    private void assertProblem(String expected, Path store, String genesis) {
        ChainComponent component = start(store, genesis);
        assertTrue(!services.containsKey(Chain.class.getName()));
        String problem = readiness().problem().orElseThrow();
        assertTrue(problem.contains(expected) && !problem.contains("\n"), problem);
        component.close();
    }

    private Readiness readiness() {
        return (Readiness) services.get(Readiness.class.getName());
    }

    private ChainComponent start(Path store, String genesis) {
        return new ChainComponent(context(), new ChainConfiguration() {
            @Override
            public String folder() {
                return store.toString();
            }

            @Override
            public String network() {
                return network;
            }

            @Override
            public String state() {
                return state;
            }

            @Override
            public boolean transactionIndex() {
                return indexing;
            }

            @Override
            public String genesis() {
                return genesis;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return ChainConfiguration.class;
            }
        });
    }

    /** Just enough of a framework: services come and go. */
    private BundleContext context() {
        return (BundleContext) proxy(BundleContext.class, (method, arguments) -> {
            assertEquals("registerService", method);
            List<String> names =
                    arguments[0] instanceof Class<?> type ? List.of(type.getName()) : List.of((String[]) arguments[0]);
            names.forEach(name -> services.put(name, arguments[1]));
            return proxy(ServiceRegistration.class, (unregister, none) -> {
                assertEquals("unregister", unregister);
                return services.keySet().removeAll(names);
            });
        });
    }

    private interface Call {
        Object on(String method, Object[] arguments);
    }

    private static Object proxy(Class<?> type, Call call) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            Object result = call.on(method.getName(), arguments);
            return method.getReturnType() == void.class ? null : result;
        });
    }
}
