package org.jackfield.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path temp;

    @Test
    void isMadeForItsOwnerAlone() throws Exception {
        try (DataFolder data = DataFolder.open(temp.resolve("a/data"))) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())));
            assertTrue(Files.isDirectory(data.resolve("plugins")));
        }
    }

    @Test
    void keepsThePermissionsOfAFolderThatIsThere() throws Exception {
        Path folder = Files.createDirectory(
                temp.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));

        try (DataFolder data = DataFolder.open(folder)) {
            assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())));
        }
    }

    @Test
    void isForOneNodeAtATime() throws Exception {
        try (DataFolder first = DataFolder.open(temp)) {
            var e = assertThrows(StartException.class, () -> DataFolder.open(first.path()));

            assertEquals(
                    "cannot use " + temp + " as data folder: another node runs in it (process "
                            + ProcessHandle.current().pid() + ')',
                    e.getMessage());
        }
        DataFolder.open(temp).close();
    }

    @Test
    void refusesAFile() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "precious");

        var e = assertThrows(StartException.class, () -> DataFolder.open(file));

        assertEquals("cannot use " + file + " as data folder: " + file + " is a file", e.getMessage());
        assertEquals("precious", Files.readString(file));
    }
}
