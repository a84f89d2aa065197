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
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.jackfield.chain.Chain;
import org.jackfield.chain.ChainHead;
import org.jackfield.chain.ExportProgress;
import org.jackfield.chain.ExportReport;
import org.jackfield.chain.ExportRequest;
import org.jackfield.chain.ImportProgress;
import org.jackfield.chain.ImportReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainCommandsTest {

    private static final ChainHead HEAD = new ChainHead(600, new byte[32], BigInteger.valueOf(131_072), 6_000);
    private static final String HASH = "0x" + "00".repeat(32);

    @TempDir
    Path folder;

    private final ImportCommand imports = new ImportCommand(chain());
    private final Prompt prompt = new Prompt()
            .add("eth", new HeadCommand(chain()), "head")
            .add("eth", imports, "import", "importChain", "importReceipts")
            .add("eth", new ImportReceiptsAlias(imports), "import-receipts")
            .add("eth", new ExportCommand(chain()), "export");

    /** Of the chain's many methods, those that the commands call. */
    private static Chain chain() {
        return (Chain) Proxy.newProxyInstance(
                Chain.class.getClassLoader(), new Class<?>[] {Chain.class}, (self, method, args) -> {
                    return switch (method.getName()) {
                        case "head" -> HEAD;
                        case "exportBlocks" -> exportBlocks((ExportRequest) args[0], (ExportProgress) args[1]);
                        case "importBlocks", "importReceipts" -> importBlocks((Path) args[0], (ImportProgress) args[1]);
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

    private static ExportReport exportBlocks(ExportRequest request, ExportProgress progress) throws IOException {
        long total = request.to() - request.from() + 1;
        if (!request.overwrite() && Files.exists(request.file())) {
            throw new IOException(request.file() + " is there already");
        }
        progress.at(total, total, 2_048);
        return new ExportReport(total, 2_048, Duration.ofMillis(250));
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
    void importsReceiptsUnderBothNames() throws Exception {
        Path file = Files.write(folder.resolve("receipts.rlp"), new byte[2_048]);

        for (String name : List.of("eth:importReceipts", "eth:import-receipts")) {
            assertTrue(
                    prompt.type(name + " '" + file + "'")
                            .endsWith("\nimported the receipts of 590 blocks (those of 10 were there) in 1.5 s\n"),
                    name);
        }
        assertTrue(prompt.type("eth:import-receipts --help").startsWith("usage: eth:importReceipts FILE"));
    }

    @Test
    void exportsAllBlocksOrThoseAskedFor() throws Exception {
        Path file = folder.resolve("out.rlp");

        assertEquals(
                "\r100 %  601 of 601 blocks, 2.0 KiB\nexported 601 blocks, 2.0 KiB, in 250 ms to " + file + "\n",
                prompt.type("eth:export '" + file + "'"));
        assertEquals(
                20,
                new ObjectMapper()
                        .readTree(prompt.type("eth:export --json --from 1 --to 20 '" + file + "'"))
                        .get("blocks")
                        .asInt());
    }

    @Test
    void replacesAFileOnlyWhenTold() throws Exception {
        Path file = Files.write(folder.resolve("out.rlp"), new byte[1]);

        assertEquals(
                "cannot export to " + file + ": " + file + " is there already",
                assertThrows(CommandException.class, () -> prompt.type("eth:export '" + file + "'"))
                        .getMessage());
        assertTrue(prompt.type("eth:export --overwrite '" + file + "'").contains("exported 601 blocks"));
        assertEquals(
                "--from is no block number: x",
                assertThrows(CommandException.class, () -> prompt.type("eth:export --from x '" + file + "'"))
                        .getMessage());
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
