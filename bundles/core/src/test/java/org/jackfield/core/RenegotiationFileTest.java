package org.jackfield.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jackfield.api.Capability;
import org.jackfield.api.Enode;
import org.jackfield.core.UnfinishedRenegotiation.Node;
import org.jackfield.rlp.testing.Malformed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenegotiationFileTest {

    private static final UnfinishedRenegotiation SOME = new UnfinishedRenegotiation(
            "eth",
            true,
            4,
            20,
            15,
            3,
            1,
            2,
            List.of(
                    new Node(new Enode(TestNode.id(1), "203.0.113.7", 30303, 30303), wanted("eth/70")),
                    new Node(new Enode(TestNode.id(2), "2001:db8::7", 30303, 0), Optional.empty())));

    @TempDir
    Path folder;

    private Path path;
    private RenegotiationFile file;

    @BeforeEach
    void open() {
        path = folder.resolve("not there yet/state.properties");
        file = new RenegotiationFile(path);
    }

    @Test
    void readsWhatItHasWritten() throws IOException {
        assertEquals(Optional.empty(), file.read());
        file.update(() -> Optional.of(SOME));
        UnfinishedRenegotiation read = file.read().orElseThrow();

        assertEquals(new HashSet<>(SOME.nodes()), new HashSet<>(read.nodes()));
        assertEquals(SOME.toString().replaceAll("nodes=.*", ""), read.toString().replaceAll("nodes=.*", ""));
        assertEquals(Set.of("state.properties"), names(), "nothing is left beside it");
    }

    @Test
    void isGoneWhenNothingIsUnfinished() {
        file.update(() -> Optional.of(SOME));
        file.update(Optional::empty);
        file.update(Optional::empty);

        assertFalse(Files.exists(path));
    }

    static Stream<String> damaged() {
        String good =
                "protocol=eth\nstopping=false\natOnce=1\npeersAtStart=2\nfloor=1\ndone=0\nunchanged=0\ninbound=0\n";
        return Stream.of(
                "",
                "\0\0\0\0",
                good.replace("protocol=eth\n", ""),
                good.replace("eth", "e th"),
                good.replace("atOnce=1", "atOnce=0"),
                good.replace("floor=1", "floor=-1"),
                good.replace("floor=1", "floor=one"),
                good.replace("floor=1", "floor=99999999999"),
                good + "node.0=eth/70\n",
                good + "node.0=eth enode://" + TestNode.id(1) + "@127.0.0.1:1\n",
                good + "node.0=eth/70 enode://12@127.0.0.1:1\n",
                good + "node.0=\\u12\n",
                good + "#".repeat(RenegotiationFile.MAX_BYTES));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void putsADamagedFileAside(String content) throws IOException {
        write(content);

        assertEquals(Optional.empty(), file.read());
        assertEquals(Set.of("state.properties.damaged"), names());
        file.update(() -> Optional.of(SOME));
        assertTrue(file.read().isPresent());
    }

    @Test
    void survivesAnyDamage() throws IOException {
        byte[] good = RenegotiationFile.encode(SOME);
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            byte[] bad = Malformed.spoil(good, random);
            try {
                assertTrue(Capability.isValidName(RenegotiationFile.decode(bad).protocol()));
            } catch (IllegalArgumentException declared) {
                assertFalse(declared.getMessage().isEmpty());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "read"})
    void goesOnWithoutAFileThatCannotBeUsed(String what) throws IOException {
        Files.createDirectories(path.resolve("a folder in its place"));
        if (what.equals("update")) {
            file.update(() -> Optional.of(SOME));
            file.update(Optional::empty);
        } else {
            assertEquals(Optional.empty(), file.read());
        }

        assertTrue(Files.isDirectory(path.resolve("a folder in its place")));
    }

    private void write(String content) throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Set<String> names() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.list(path.getParent())) {
            files.forEach(path -> names.add(path.getFileName().toString()));
        }
        return names;
    }

    private static Optional<Capability> wanted(String capability) {
        return Optional.of(Capability.parse(capability));
    }
}
