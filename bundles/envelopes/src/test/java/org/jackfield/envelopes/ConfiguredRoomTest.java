package org.jackfield.envelopes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.jackfield.envelopes.RateLimits.Rates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredRoomTest {

    @Test
    void isAsGethWithoutAnyConfiguration() {
        ConfiguredRoom room = room(Map.of());
        assertEquals(Room.SETTINGS, room.settings());
        assertEquals(Room.RATES, room.rates());
        assertEquals(300, room.cycleMillis());
        assertEquals(Set.of(Generation.LATER), room.sealFor());
        assertTrue(room.sealThreads() >= 1);
    }

    @Test
    void isWhatTheConfigurationSays() {
        ConfiguredRoom room = room(Map.of(
                "minWork", 2.5, "maxMessageBytes", 10 << 20, "generation", "Earlier", "light", true, "sealThreads", 3));
        assertEquals(new PoolSettings(2.5, Bloom.FULL, true, 10 << 20, Generation.EARLIER), room.settings());
        assertEquals(3, room.sealThreads());
        assertEquals(
                Set.of(Generation.EARLIER), room(Map.of("sealFor", "earlier")).sealFor());
        assertEquals(
                Set.of(Generation.values()), room(Map.of("sealFor", "both")).sealFor());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void usesTheDefaultForAWorkThatCannotBe(double minWork) {
        assertEquals(Room.SETTINGS, room(Map.of("minWork", minWork)).settings());
    }

    @Test
    void usesTheDefaultForWhatItCannotBe() {
        ConfiguredRoom room = room(Map.of(
                "maxMessageBytes",
                0,
                "generation",
                "none",
                "sealFor",
                "nobody",
                "cycleMillis",
                -5,
                "maxEnvelopes",
                -1));
        assertEquals(Room.SETTINGS, room.settings());
        assertEquals(Set.of(Generation.LATER), room.sealFor());
        assertEquals(300, room.cycleMillis());
        assertEquals(0, room.table().count());
        assertEquals(
                1 << 20,
                room(Map.of("maxMessageBytes", (10 << 20) + 1)).settings().maxMessageBytes());
    }

    @Test
    void takesNegativeRatesForNone() {
        Rates rates = room(Map.of("peerPackets", -1L, "peerBytes", 0L, "addressPackets", 5L, "burstSeconds", 0))
                .rates();
        assertEquals(new Rates(0, 0, 5, 16 << 20, 1), rates);
    }

    /** The annotation with some values other than its defaults. */
    private static ConfiguredRoom room(Map<String, Object> values) {
        Object configuration = Proxy.newProxyInstance(
                EnvelopesConfiguration.class.getClassLoader(),
                new Class<?>[] {EnvelopesConfiguration.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
        return new ConfiguredRoom((EnvelopesConfiguration) configuration);
    }
}
