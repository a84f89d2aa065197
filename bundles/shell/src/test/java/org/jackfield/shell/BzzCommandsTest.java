package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jackfield.chunks.ContentStore;
import org.jackfield.chunks.Manifest;
import org.jackfield.chunks.ManifestEntry;
import org.jackfield.chunks.PendingPush;
import org.jackfield.chunks.RealStore;
import org.jackfield.chunks.Reference;
import org.jackfield.chunks.SyncMode;
import org.jackfield.chunks.TagState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BzzCommandsTest {

    @TempDir
    Path folder;

    private RealStore store;
    private Prompt prompt;

    @BeforeEach
    void open() throws IOException {
        store = RealStore.in(folder.resolve("store"));
        prompt = new Prompt()
                .add("bzz", new BzzUpCommand(store.contents(), store.tags(), store.source()), "up")
                .add("bzz", new BzzDownCommand(store.contents(), store.source()), "down")
                .add("bzz", new BzzListCommand(store.contents(), store.source()), "ls");
    }

    @AfterEach
    void close() {
        prompt.close();
        store.close();
    }

    private String up(String arguments) throws Exception {
        String[] lines = prompt.type("bzz:up " + arguments).split("\n");
        return lines[lines.length - 1];
    }

    @Test
    void storesAFileWithABarAndGetsItBack() throws Exception {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("photo.jpg"), content);

        for (String option : new String[] {"", " --encrypt", " --raw", " --raw --encrypt"}) {
            String shown = prompt.type("bzz:up" + option + " '" + file + "'");
            String hash = shown.substring(shown.lastIndexOf('\n', shown.length() - 2) + 1)
                    .strip();
            assertTrue(shown.contains("] 100 %  293.0 KiB of 293.0 KiB\n"), shown);
            assertEquals(option.contains("encrypt") ? 128 : 64, hash.length());

            Path dest = folder.resolve("got" + option.length());
            assertTrue(prompt.type("bzz:down " + hash + " '" + dest + "'")
                    .endsWith("1 file, 293.0 KiB, in " + dest + "\n"));
            assertArrayEquals(content, Files.readAllBytes(dest));
        }
    }

    @Test
    void storesAFolderListsItAndGetsItBack() throws Exception {
        Path site = Files.createDirectories(folder.resolve("site/img"));
        Files.writeString(site.resolve("logo.png"), "logo");
        Files.writeString(folder.resolve("site/index.html"), "index");

        String hash = up("--default index.html '" + folder.resolve("site") + "'");
        String top = prompt.type("bzz:ls " + hash);

        assertTrue(top.contains("img/") && top.contains("index.html") && top.contains("text/html"), top);
        assertTrue(prompt.type("bzz:ls " + hash + " img").contains("img/logo.png"));
        prompt.type("bzz:down " + hash + " '" + folder.resolve("copy") + "'");
        assertEquals("logo", Files.readString(folder.resolve("copy/img/logo.png")));
        assertEquals("index", Files.readString(folder.resolve("copy/index.html")));
        prompt.type("bzz:down " + hash + "/img/logo.png '" + folder.resolve("one.png") + "'");
        assertEquals("logo", Files.readString(folder.resolve("one.png")));
        assertEquals("site", store.tags().all().get(0).name());
    }

    @Test
    void staysUntilAllIsWhereItBelongs() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[20_000]);
        ScheduledExecutorService network = Executors.newSingleThreadScheduledExecutor();
        try {
            network.scheduleWithFixedDelay(this::push, 50, 50, TimeUnit.MILLISECONDS);
            assertEquals(64, up("--progress '" + file + "'").length());
            assertTrue(store.tags().all().get(0).isDone(TagState.SYNCED));
        } finally {
            network.shutdownNow();
            assertTrue(network.awaitTermination(20, TimeUnit.SECONDS));
        }
        // It is all here already: there is nothing to wait for.
        assertEquals(64, up("--progress --raw '" + file + "'").length());
    }

    private void push() {
        List<PendingPush> pending = store.chunks().unpushed(0, 99);
        store.chunks()
                .synced(
                        SyncMode.PUSH,
                        pending.stream().map(PendingPush::address).toList());
    }

    @Test
    void overwritesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "mine");
        String hash = up("'" + file + "'");

        refused("bzz:down " + hash + " '" + file + "'", file + " is there already");
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void refusesPathsThatLeadOutOfTheFolder() throws Exception {
        ContentStore content = store.contents().local();
        Reference file = content.store(new ByteArrayInputStream(new byte[] {1}), false);
        Manifest manifest = Manifest.empty(content, false);
        manifest.put(ManifestEntry.file("../evil", file, "", 1));
        manifest.put(ManifestEntry.file("good", file, "", 1));

        refused(
                "bzz:down " + manifest.store().hex() + " '" + folder.resolve("dest") + "'",
                "the folder has a path that leads out of it: ../evil");
        assertTrue(Files.notExists(folder.resolve("evil")) && Files.notExists(folder.resolve("dest")));
    }

    @Test
    void tellsWhatIsWrong() throws Exception {
        refused("bzz:up '" + folder.resolve("none") + "'", "no such file: " + folder.resolve("none"));
        refused("bzz:up --raw '" + folder + "'", "a folder needs a manifest: leave --raw out");
        refused("bzz:down 12 x", "a hash has 64 or 128 hexadecimal digits, got 12");
        Exception missing = assertThrows(Exception.class, () -> prompt.type("bzz:ls " + "ab".repeat(32)));
        assertTrue(missing.getMessage().startsWith("cannot list abab"), missing.getMessage());
        assertEquals(0, store.tags().all().size());
    }

    private void refused(String line, String message) {
        assertEquals(
                message, assertThrows(Exception.class, () -> prompt.type(line)).getMessage());
    }
}
