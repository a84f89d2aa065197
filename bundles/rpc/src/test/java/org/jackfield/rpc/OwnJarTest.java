package org.jackfield.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jackfield.api.rpc.RpcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnJarTest {

    @TempDir
    Path folder;

    @Test
    void findsWhatALinkLeadsTo() throws Exception {
        Path jar = Files.write(folder.resolve("echo.jar"), new byte[1]);
        Path link = Files.createSymbolicLink(folder.resolve("link.jar"), jar);

        assertEquals(jar.toRealPath(), OwnJar.named(link.toString()));
    }

    @Test
    void refusesAFileThatEverybodyMayWrite() throws IOException {
        Path jar = Files.write(folder.resolve("echo.jar"), new byte[1]);
        Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertRefused(jar.toString(), jar + " can be written by every user of this machine");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000, rw-r--r--, true",
        "1000, 1000, rw-rw-r--, true",
        "1000, 1000, rw-r--rw-, false",
        "0, 1000, rw-r--r--, true",
        "0, 1000, rw-r--rw-, false",
        "1001, 1000, rw-r--r--, false",
        "1001, 0, rw-------, false",
    })
    void takesOnlyWhatIsTheNodesOrRoots(int owner, int self, String permissions, boolean taken) {
        assertEquals(
                taken,
                OwnJar.objection(owner, self, PosixFilePermissions.fromString(permissions))
                        .isEmpty());
    }

    @Test
    void refusesWhatIsNoFile() {
        assertRefused("echo.jar", "the path of a jar begins with /, got echo.jar");
        assertRefused(folder + "/none.jar", "no such file: " + folder + "/none.jar");
        assertRefused(folder.toString(), "not a file that can be read: " + folder);
        assertRefused("/a\0b", "not a path: /a\0b");
    }

    private static void assertRefused(String name, String message) {
        assertEquals(
                message,
                assertThrows(RpcException.class, () -> OwnJar.named(name)).getMessage());
    }
}
