package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.felix.service.command.CommandSession;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ImportProgress;
import org.jackfield.chain.ImportReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainCommandTest {

    private static final ChainHead HEAD = new ChainHead(600, new byte[32], BigInteger.valueOf(131_072), 6_000);
    private static final String HASH = "0x" + "00".repeat(32);

    @TempDir
    Path folder;

    private final Prompt prompt = new Prompt().add("eth", new ChainCommand(chain()), "head", "import", "importChain");

    /** Of the chain's many methods, the two that the commands call. */
    private static Chain chain() {
        return (Chain) Proxy.newProxyInstance(
                Chain.class.getClassLoader(), new Class<?>[] {Chain.class}, (self, method, args) -> {
                    return switch (method.getName()) {
                        case "head" -> HEAD;
                        case "importBlocks" -> importBlocks((Path) args[0], (ImportProgress) args[1]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private static ImportReport importBlocks(Path file, ImportProgress progress) throws IOException {
        long size = Files.size(file);
        progress.at(300, size / 2, size);
        progress.at(600, size, size);
        if (file.endsWith("broken.rlp")) {
            throw new IOException("block 7 at file offset 42: the parent hash is wrong");
        }
        return new ImportReport(590, 10, HEAD, Duration.ofMillis(1_500));
    }

    @AfterEach
    void close() {
        prompt.close();
    }

    @Test
    void tellsTheHead() throws Exception {
        assertEquals("""
                block       600
                hash        %s
                time        1970-01-01T01:40:00Z
                difficulty  131072 in all
                """.formatted(HASH), prompt.type("eth:head"));
        assertEquals(
                600,
                new ObjectMapper()
                        .readTree(prompt.type("eth:head --json"))
                        .get("number")
                        .asInt());
    }

    @Test
    void importsAFileAndShowsHowFarItIs() throws Exception {
        Path file = Files.write(folder.resolve("chain.rlp"), new byte[2_048]);

        assertEquals(
                "\r 50 %  300 blocks, 1.0 KiB of 2.0 KiB\r100 %  600 blocks, 2.0 KiB of 2.0 KiB\n"
                        + "imported 590 blocks (10 were there) in 1.5 s, head is now 600 " + HASH + "\n",
                prompt.type("eth:import '" + file + "'"));
        assertEquals(
                590,
                new ObjectMapper()
                        .readTree(prompt.type("eth:importChain --json '" + file + "'"))
                        .get("imported")
                        .asInt());
    }

    @Test
    void saysInOneLineWhatIsWrongWithAFile() throws Exception {
        Path broken = Files.write(folder.resolve("broken.rlp"), new byte[1]);

        assertFails("" + broken, "cannot import " + broken + ": block 7 at file offset 42: the parent hash is wrong");
        assertFails(folder + "/none", "no such file: " + folder + "/none");
        assertFails("" + folder, "not a file that can be read: " + folder);
        assertTrue(prompt.type("eth:import --help").startsWith("usage: eth:import FILE"));
    }

    @Test
    void takesARelativeNameFromTheFolderThatTheSessionHasGoneTo() throws Exception {
        Files.write(folder.resolve("chain.rlp"), new byte[2_048]);
        prompt.add("felix", new Folder(), "cd");

        assertTrue(prompt.type("cd '" + folder + "'; eth:import chain.rlp").contains("imported 590 blocks"));
    }

    /** As Felix's command does it. */
    public static final class Folder {

        public void cd(CommandSession session, String name) {
            session.put("_cwd", new File(name));
        }
    }

    private void assertFails(String file, String message) {
        assertEquals(
                message,
                assertThrows(CommandException.class, () -> prompt.type("eth:import '" + file + "'"))
                        .getMessage());
    }
}
