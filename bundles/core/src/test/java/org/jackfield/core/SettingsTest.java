package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.api.Capability;
import org.jackfield.core.Departure.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    private static final String ID = "ab".repeat(64);

    @Test
    void hasDefaultsThatWork() {
        Settings settings = TestSettings.settings();

        assertEquals(Optional.of(new InetSocketAddress("127.0.0.1", 30303)), settings.listen());
        assertEquals(50, settings.maxPeers());
        assertEquals(50, settings.maxPending());
        assertEquals(Duration.ofSeconds(15), settings.pingInterval());
        assertEquals(Duration.ofSeconds(30), settings.silence());
        assertEquals(4 << 20, settings.inboxBytes());
        assertTrue(settings.restrict().isEmpty());
    }

    @Test
    void readsEveryForm() {
        Settings settings = TestSettings.settings(
                "listen", " [::1]:0 ",
                "restrict", new String[] {"10.0.0.0/8, 127.0.0.1", "::1/128"},
                "pinned", new String[] {"enode://" + ID + "@127.0.0.1:30304"},
                "trusted", new String[] {ID, "enode://" + ID + "@host:1?discport=0"});

        assertEquals(
                "/[0:0:0:0:0:0:0:1]:0",
                settings.listen().orElseThrow().toString().replace("localhost", ""));
        assertEquals(3, settings.restrict().size());
        assertEquals(30304, settings.pinned().get(0).port());
        assertEquals(
                List.of(ID, ID),
                settings.trusted().stream().map(Object::toString).toList());
        assertEquals(Optional.empty(), TestSettings.settings("listen", "").listen());
    }

    @Test
    void readsPoliciesForAllAndForSome() {
        Settings settings = TestSettings.settings(
                "onRemoval", new String[] {"keep-link", "eth=disconnect"}, "onFailure", new String[] {"shh=isolate"});
        Capability eth = new Capability("eth", 63);
        Capability shh = new Capability("shh", 6);

        assertFalse(settings.policies().keepsLink(Way.WITHDRAWN, eth));
        assertTrue(settings.policies().keepsLink(Way.WITHDRAWN, shh));
        assertFalse(settings.policies().keepsLink(Way.FAILED, eth));
        assertTrue(settings.policies().keepsLink(Way.FAILED, shh));
        assertFalse(settings.policies().keepsLink(Way.DECIDED, shh));
        assertFalse(TestSettings.settings().policies().keepsLink(Way.WITHDRAWN, shh));
    }

    @Test
    void readsWhatBecomesOfLinksWhenAVersionComes() {
        Settings settings = TestSettings.settings(
                "onNewVersion",
                new String[] {"renegotiate, shh=keep"},
                "renegotiateAtOnce",
                2,
                "renegotiateKeep",
                60,
                "renegotiationFile",
                " /some where/file ");

        assertTrue(settings.policies().renegotiates("eth"));
        assertFalse(settings.policies().renegotiates("shh"));
        assertEquals(new WaveSize(2, 0.6), settings.waves());
        assertEquals(Optional.of(Path.of("/some where/file")), settings.renegotiationFile());
        Settings standard = TestSettings.settings();
        assertFalse(standard.policies().renegotiates("eth"));
        assertEquals(new WaveSize(4, 0.75), standard.waves());
        assertEquals(Optional.empty(), standard.renegotiationFile());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("onNewVersion", new String[] {"disconnect"}),
                Arguments.of("renegotiateAtOnce", 0),
                Arguments.of("renegotiateKeep", -1),
                Arguments.of("renegotiateKeep", 101),
                Arguments.of("renegotiationFile", "a\0b"),
                Arguments.of("onRemoval", new String[] {"isolate"}),
                Arguments.of("onFailure", new String[] {"eth=keep-link"}),
                Arguments.of("onFailure", new String[] {"=isolate"}),
                Arguments.of("parkMillis", 0),
                Arguments.of("parkedTotalBytes", 0L),
                Arguments.of("listen", "30303"),
                Arguments.of("listen", "127.0.0.1"),
                Arguments.of("listen", "127.0.0.1:x"),
                Arguments.of("listen", "127.0.0.1:65536"),
                Arguments.of("listen", ":30303"),
                Arguments.of("listen", "no.such.host.invalid:1"),
                Arguments.of("maxPeers", -1),
                Arguments.of("maxPending", 0),
                Arguments.of("pingMillis", 0),
                Arguments.of("inboxBytes", -5),
                Arguments.of("restrict", new String[] {"10.0.0.0/40"}),
                Arguments.of("restrict", new String[] {"everywhere"}),
                Arguments.of("pinned", new String[] {"enode://12@127.0.0.1:1"}),
                Arguments.of("pinned", new String[] {"enode://" + "zz".repeat(64) + "@127.0.0.1:1"}),
                Arguments.of("trusted", new String[] {"me"}));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesTheKeyOfAMistakeInOneLine(String key, Object value) {
        String message = assertThrows(IllegalArgumentException.class, () -> TestSettings.settings(key, value))
                .getMessage();

        assertTrue(message.startsWith(key + ": "), message);
        assertEquals(1, message.lines().count());
    }
}
