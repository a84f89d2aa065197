package org.jackfield.eth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.fake.ProtocolShelf;
import org.jackfield.chain.ChainListener;
import org.jackfield.chain.ChainWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EthPublisherTest extends OnDevelopmentChain {

    private final ProtocolShelf shelf = new ProtocolShelf();

    @Test
    void theHighestVersionComesFirstAndGoesLast() throws Exception {
        EthPublisher publisher = publisher("68-72");
        assertDeeds("+eth/72", "+eth/71", "+eth/70", "+eth/69", "+eth/68");
        publisher.close();
        assertDeeds("-eth/68", "-eth/69", "-eth/70", "-eth/71", "-eth/72");
        publisher.close();
        assertDeeds();
    }

    @Test
    void aNewConfigurationChangesOnlyWhatItMust() {
        EthPublisher publisher = publisher("68-70");
        shelf.deeds();
        publisher.configure(configuration(-1, "69-72"));
        assertDeeds("-eth/68", "+eth/72", "+eth/71");
        publisher.configure(configuration(1337, "69-72"));
        assertDeeds();
        publisher.configure(configuration(-1, "66"));
        assertDeeds("-eth/69", "-eth/70", "-eth/71", "-eth/72", "+eth/66");
    }

    @Test
    void anotherNetworkReplacesAll() {
        EthPublisher publisher = publisher("71,72");
        shelf.deeds();
        publisher.configure(configuration(5, "71,72"));
        assertDeeds("-eth/71", "-eth/72", "+eth/72", "+eth/71");
        assertEquals(
                5L,
                shelf.registered().get(shelf.registered().size() - 1).nodeInfo().get("network"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "65-72", "newest"})
    void aWrongListChangesNothing(String versions) throws Exception {
        publisher(versions);
        assertDeeds();
        EthPublisher publisher = publisher("69");
        assertDeeds("+eth/69");
        publisher.configure(configuration(-1, versions));
        assertDeeds();
        publisher.close();
        assertDeeds("-eth/69");
    }

    @Test
    void eachIsResumableWithTheCodesOfItsVersion() {
        publisher("66-72");
        assertEquals(
                List.of(22, 20, 18, 18, 17, 17, 17),
                shelf.registered().stream().map(Protocol::messageCount).toList());
        assertTrue(shelf.registered().stream().allMatch(ResumableProtocol.class::isInstance));
    }

    @Test
    void hearsOfNewHeadsAsLongAsItIsThere() throws Exception {
        Queue<ChainListener> listeners = new ArrayDeque<>();
        ChainWriter writer = (ChainWriter) Proxy.newProxyInstance(
                ChainWriter.class.getClassLoader(), new Class<?>[] {ChainWriter.class}, (self, method, arguments) -> {
                    listeners.add((ChainListener) arguments[0]);
                    return (AutoCloseable) listeners::clear;
                });
        EthPublisher publisher = publisher("69", Optional.of(writer));
        assertEquals(1, listeners.size());
        publisher.close();
        assertEquals(0, listeners.size());
    }

    private void assertDeeds(String... expected) {
        assertEquals(List.of(expected), shelf.deeds());
    }

    private EthPublisher publisher(String versions) {
        return publisher(versions, Optional.empty());
    }

    private EthPublisher publisher(String versions, Optional<ChainWriter> writer) {
        return new EthPublisher(
                shelf.context(), chain, writer, Optional.empty(), Optional.empty(), configuration(-1, versions));
    }

    private static EthConfiguration configuration(long networkId, String versions) {
        Map<String, Object> values = Map.of("networkId", networkId, "versions", versions);
        return (EthConfiguration) Proxy.newProxyInstance(
                EthConfiguration.class.getClassLoader(),
                new Class<?>[] {EthConfiguration.class},
                (self, method, arguments) -> values.get(method.getName()));
    }
}
