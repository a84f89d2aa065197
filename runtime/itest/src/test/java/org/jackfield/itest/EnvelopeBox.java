package org.jackfield.itest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jackfield.itest.plugin.EnvelopeActivator;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;

/** The envelopes of a node, by a bundle that is installed there. */
final class EnvelopeBox {

    private final TestNode node;
    private final Function<byte[], String> post;
    private final Supplier<List<String>> pooled;

    /**
     * @param folder where the bundle's jar goes
     */
    EnvelopeBox(TestNode node, Path folder) throws BundleException {
        this.node = node;
        node.install(jar().writeTo(folder.resolve("envelope-box.jar")));
        post = service(node, Function.class);
        pooled = service(node, Supplier.class);
    }

    /**
     * Seals an envelope and posts it.
     *
     * @return its hash
     */
    String post(String text) {
        return post.apply(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for the envelopes with these hashes. */
    void await(Collection<String> hashes) throws Exception {
        Await.until(hashes.size() + " envelopes", () -> {
            Set<String> here = new HashSet<>(pooled.get());
            return here.containsAll(hashes);
        });
    }

    /** How many have come from {@code sender}, by whichever protocol, whether or not they were known. */
    long receivedFrom(TestNode sender) {
        Map<String, Optional<Map<String, Object>>> protocols = node.registry().peerInfo(sender.id());
        return protocols.values().stream()
                .flatMap(Optional::stream)
                .mapToLong(info -> (Long) info.getOrDefault("envelopes", 0L))
                .sum();
    }

    @SuppressWarnings("unchecked")
    private static <T> T service(TestNode node, Class<?> type) {
        try {
            return (T) node.context()
                    .getService(node.context().getServiceReferences(type.getName(), "(test.role=envelopes)")[0]);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BundleJar jar() {
        return new BundleJar(
                Map.of(
                        "Bundle-SymbolicName",
                        "test.envelopes",
                        "Bundle-Activator",
                        EnvelopeActivator.class.getName(),
                        "Import-Package",
                        "org.jackfield.crypto,org.jackfield.envelopes,org.osgi.framework"),
                List.of(EnvelopeActivator.class.getName()));
    }
}
