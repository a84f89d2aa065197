package org.jackfield.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jackfield.api.ResumableProtocol;
import org.jackfield.api.fake.ProtocolShelf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhisperPublisherTest {

    private final ProtocolShelf shelf = new ProtocolShelf();
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
        shelf.deeds();
        publisher.close();
        assertDeeds("-shh/6", "-waku/1");
        publisher.close();
        assertDeeds();
    }

    @Test
    void onlyWakuIsOfferedAnewWithOtherTerms() {
        WhisperPublisher publisher = publisher(Map.of());
        shelf.deeds();
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
        assertTrue(shelf.registered().stream().allMatch(ResumableProtocol.class::isInstance));
    }

    private void assertDeeds(String... expected) {
        assertEquals(List.of(expected), shelf.deeds());
    }

    private WhisperPublisher publisher(Map<String, Object> values) {
        return new WhisperPublisher(shelf.context(), relay.pool(), relay, configuration(values));
    }

    private static WhisperConfiguration configuration(Map<String, Object> values) {
        return (WhisperConfiguration) Proxy.newProxyInstance(
                WhisperConfiguration.class.getClassLoader(),
                new Class<?>[] {WhisperConfiguration.class},
                (self, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
