package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jackfield.api.Protocol;
import org.jackfield.api.ResumableProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

class WhisperPublisherTest {

    private final List<String> deeds = new ArrayList<>();
    private final List<Protocol> registered = new ArrayList<>();
    private final FakeRelay relay = new FakeRelay();

    @Test
    void offersBothUnlessToldOtherwise() {
        WhisperPublisher publisher = publisher(Map.of());
        assertDeeds("+shh/6", "+waku/1");
        publisher.configure(configuration(Map.of("protocols", "waku/1")));
        assertDeeds("-shh/6");
        publisher.configure(configuration(Map.of("protocols", " shh/6 , ")));
        assertDeeds("-waku/1", "+shh/6");
        publisher.configure(configuration(Map.of("protocols", "")));
        assertDeeds("-shh/6");
        publisher.close();
        assertDeeds();
    }

    @Test
    void withdrawsAllInTheEnd() {
        WhisperPublisher publisher = publisher(Map.of());
        deeds.clear();
        publisher.close();
        assertDeeds("-shh/6", "-waku/1");
        publisher.close();
        assertDeeds();
    }

    @Test
    void onlyWakuIsOfferedAnewWithOtherTerms() {
        WhisperPublisher publisher = publisher(Map.of());
        deeds.clear();
        publisher.configure(configuration(Map.of("confirmations", true)));
        assertDeeds("-waku/1", "+waku/1");
        publisher.configure(configuration(Map.of("confirmations", true)));
        assertDeeds();
        publisher.configure(configuration(Map.of("confirmations", true, "packetLimits", "10,5,1")));
        assertDeeds("-waku/1", "+waku/1");
        publisher.configure(configuration(Map.of("confirmations", true, "byteLimits", "0,1,0")));
        assertDeeds("-waku/1", "+waku/1");
    }

    @ParameterizedTest
    @CsvSource({"protocols, shh/5", "protocols, 'shh/6,shh'", "packetLimits, '1,2'", "byteLimits, none"})
    void aWrongConfigurationChangesNothing(String key, String value) {
        publisher(Map.of(key, value));
        assertDeeds();
        WhisperPublisher publisher = publisher(Map.of("protocols", "shh/6"));
        assertDeeds("+shh/6");
        publisher.configure(configuration(Map.of(key, value)));
        assertDeeds();
    }

    @Test
    void eachIsResumable() {
        publisher(Map.of());
        assertTrue(registered.stream().allMatch(ResumableProtocol.class::isInstance));
    }

    private void assertDeeds(String... expected) {
        assertEquals(List.of(expected), deeds);
        deeds.clear();
    }

    private WhisperPublisher publisher(Map<String, Object> values) {
        return new WhisperPublisher(framework(), relay.pool(), relay, configuration(values));
    }

    private static WhisperConfiguration configuration(Map<String, Object> values) {
        return (WhisperConfiguration) Proxy.newProxyInstance(
                WhisperConfiguration.class.getClassLoader(),
                new Class<?>[] {WhisperConfiguration.class},
                (self, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    /** Knows only how to register a service. */
    private BundleContext framework() {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, arguments) -> {
                    Protocol protocol = (Protocol) arguments[1];
                    registered.add(protocol);
                    deeds.add("+" + protocol.capability());
                    return registration(protocol);
                });
    }

    private ServiceRegistration<?> registration(Protocol protocol) {
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                ServiceRegistration.class.getClassLoader(),
                new Class<?>[] {ServiceRegistration.class},
                (self, method, arguments) -> {
                    deeds.add("-" + protocol.capability());
                    return null;
                });
    }
}
