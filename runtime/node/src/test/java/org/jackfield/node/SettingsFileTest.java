package org.jackfield.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {

    /** As bnd writes it from an {@code @ObjectClassDefinition}. */
    private static final String METATYPE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.4.0">
              <OCD id="org.jackfield.core.CoreConfig" name="core">
                <AD id="listen" type="String" default=""/>
                <AD id="maxPeers" type="Integer" default="50"/>
                <AD id="quiet" type="Boolean"/>
                <AD id="restrict" type="String" cardinality="2147483647"/>
              </OCD>
              <Designate pid="org.jackfield.core"><Object ocdref="org.jackfield.core.CoreConfig"/></Designate>
            </metatype:MetaData>
            """;

    @TempDir
    Path folder;

    private Path path;
    private final SettingsCatalogue catalogue = new SettingsCatalogue();

    @BeforeEach
    void readCatalogue() throws IOException {
        path = folder.resolve("jackfield.properties");
        catalogue.add(new ByteArrayInputStream(METATYPE.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void mapsAKeyToTheBundleItNames() throws Exception {
        Map<String, Map<String, Object>> settings = read("# mine\ncore.maxPeers = 7 \ncore.quiet=true\n");

        assertEquals(Map.of("org.jackfield.core", Map.of("maxPeers", "7", "quiet", "true")), settings);
    }

    @Test
    void splitsAListAtItsCommas() throws Exception {
        Map<String, Map<String, Object>> settings = read("core.restrict = 10.0.0.0/8, 192.168.0.0/16,");

        assertArrayEquals(new String[] {"10.0.0.0/8", "192.168.0.0/16"}, (String[])
                settings.get("org.jackfield.core").get("restrict"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "core.maxPeer=7  | unknown setting core.maxPeer (known there: listen, maxPeers, quiet, restrict)",
                "maxPeers=7      | unknown setting maxPeers (a setting reads part.key, and no part of the node has that name)",
                "gore.maxPeers=7 | unknown setting gore.maxPeers (a setting reads part.key, and no part of the node has that name)",
                "core.maxPeers=x | core.maxPeers: maxPeers takes a value of type Integer, got \"x\"",
                "core.quiet=yes  | core.quiet: quiet takes a value of type Boolean, got \"yes\"",
            })
    void refusesInOneLineWhatNoBundleKnows(String line, String message) {
        var e = assertThrows(StartException.class, () -> read(line));

        assertEquals("cannot use settings in " + path + ": " + message, e.getMessage());
        assertEquals(StartException.BAD_INPUT, e.status());
    }

    @Test
    void refusesAFileThatIsNoPropertiesFile() {
        var e = assertThrows(StartException.class, () -> read("core.listen=\\u12"));

        assertEquals("cannot read settings in " + path + ": Malformed \\uxxxx encoding.", e.getMessage());
    }

    @Test
    void refusesAFileThatIsNoText() throws IOException {
        Files.write(path, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThrows(StartException.class, () -> new SettingsFile(path, catalogue).read());
    }

    @Test
    void refusesAMetatypeDocumentWithAnEntity() {
        String document = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>";

        assertThrows(
                IOException.class,
                () -> catalogue.add(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8))));
    }

    private Map<String, Map<String, Object>> read(String text) throws IOException, StartException {
        Files.writeString(path, text);
        return new SettingsFile(path, catalogue).read();
    }
}
