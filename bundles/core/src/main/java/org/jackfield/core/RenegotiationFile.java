package org.jackfield.core;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jackfield.api.Capability;
import org.jackfield.api.Enode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an {@link UnfinishedRenegotiation} outlasts the node: properties, one of them a node.
 *
 * <pre>
 *   protocol=eth
 *   stopping=false
 *   atOnce=4
 *   peersAtStart=20
 *   floor=15
 *   done=3
 *   unchanged=0
 *   inbound=2
 *   node.0=eth/70 enode://...      what its link is to carry; "-" for nothing
 * </pre>
 *
 * <p>The methods block; on any thread. What goes wrong is logged, as a renegotiation goes on without the file.
 */
final class RenegotiationFile {

    private static final Logger LOG = LoggerFactory.getLogger(RenegotiationFile.class);

    /** Room for some thousand nodes. */
    static final int MAX_BYTES = 1 << 20;

    private static final String NODE = "node.";
    private static final String NOTHING = "-";

    private final Path path;
    // Held while the file is written; it guards nothing else.
    private final ReentrantLock lock = new ReentrantLock();

    RenegotiationFile(Path path) {
        this.path = path;
    }

    /**
     * Brings the file up to date, or deletes it where nothing is unfinished.
     *
     * @param latest asked when it is this call's turn, so that of many the last one leaves what is true
     */
    void update(Supplier<Optional<UnfinishedRenegotiation>> latest) {
        lock.lock();
        try {
            Optional<UnfinishedRenegotiation> unfinished = latest.get();
            if (unfinished.isPresent()) {
                write(encode(unfinished.get()));
            } else {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            LOG.warn("a restart would not know of the renegotiation, {} cannot be written: {}", path, e.toString());
        } finally {
            lock.unlock();
        }
    }

    /** What the node's last end has left; empty also if the file is damaged, which is then put aside. */
    Optional<UnfinishedRenegotiation> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalArgumentException("it has more than " + MAX_BYTES + " bytes");
            }
            return Optional.of(decode(Files.readAllBytes(path)));
        } catch (IllegalArgumentException e) {
            putAside(e.getMessage());
        } catch (IOException e) {
            LOG.warn("an unfinished renegotiation is not gone on with, {} cannot be read: {}", path, e.toString());
        }
        return Optional.empty();
    }

    private void putAside(String why) {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
            LOG.warn("an unfinished renegotiation is not gone on with, its file is damaged ({}), see {}", why, aside);
        } catch (IOException e) {
            LOG.warn("an unfinished renegotiation is not gone on with, {} is damaged ({})", path, why);
        }
    }

    private void write(byte[] content) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path written = path.resolveSibling(path.getFileName() + ".new");
        Files.write(written, content);
        Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static byte[] encode(UnfinishedRenegotiation unfinished) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("protocol", unfinished.protocol());
        properties.setProperty("stopping", Boolean.toString(unfinished.stopping()));
        properties.setProperty("atOnce", Integer.toString(unfinished.atOnce()));
        properties.setProperty("peersAtStart", Integer.toString(unfinished.peersAtStart()));
        properties.setProperty("floor", Integer.toString(unfinished.floor()));
        properties.setProperty("done", Integer.toString(unfinished.done()));
        properties.setProperty("unchanged", Integer.toString(unfinished.unchanged()));
        properties.setProperty("inbound", Integer.toString(unfinished.inbound()));
        for (int i = 0; i < unfinished.nodes().size(); i++) {
            UnfinishedRenegotiation.Node node = unfinished.nodes().get(i);
            String wanted = node.wanted().map(Capability::toString).orElse(NOTHING);
            properties.setProperty(NODE + i, wanted + ' ' + node.enode());
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        properties.store(content, null);
        return content.toByteArray();
    }

    /** @throws IllegalArgumentException if it is damaged; the message says where */
    static UnfinishedRenegotiation decode(byte[] content) throws IOException {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(content));
        List<UnfinishedRenegotiation.Node> nodes = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(NODE)) {
                nodes.add(node(properties.getProperty(key)));
            }
        }
        return new UnfinishedRenegotiation(
                text(properties, "protocol"),
                Boolean.parseBoolean(text(properties, "stopping")),
                number(properties, "atOnce"),
                number(properties, "peersAtStart"),
                number(properties, "floor"),
                number(properties, "done"),
                number(properties, "unchanged"),
                number(properties, "inbound"),
                nodes);
    }

    private static UnfinishedRenegotiation.Node node(String text) {
        String[] parts = text.split(" ", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("a node reads VERSION ENODE, got " + text);
        }
        Optional<Capability> wanted =
                parts[0].equals(NOTHING) ? Optional.empty() : Optional.of(Capability.parse(parts[0]));
        return new UnfinishedRenegotiation.Node(Enode.parse(parts[1]), wanted);
    }

    private static String text(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    private static int number(Properties properties, String key) {
        try {
            return Integer.parseInt(text(properties, key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is not a number", e);
        }
    }
}
