package org.jackfield.node;

import java.nio.file.Path;
import java.util.Map;

/** What a person reads when the node is up. */
final class Banner {

    private Banner() {}

    /**
     * @param parts what each part says of itself, by name; of {@code releases} only where something was settled at start
     * @param node what the boot bundle tells: {@code enode}, {@code listening}, {@code protocols}
     * @param shell whether a prompt follows
     */
    static String text(String version, Path data, Map<String, String> parts, Map<String, String> node, boolean shell) {
        StringBuilder text = new StringBuilder("Jackfield ").append(version);
        text.append(", a devp2p node whose protocols plug in and out while it runs\n\n");
        line(text, "enode", node.getOrDefault("enode", "-"));
        line(text, "p2p", node.getOrDefault("listening", "-"));
        line(text, "rpc", parts.getOrDefault("rpc", "off"));
        line(text, "bzz", parts.getOrDefault("bzz", "off"));
        line(text, "chain", parts.getOrDefault("chain", "-"));
        line(text, "protocols", node.getOrDefault("protocols", "none"));
        if (parts.containsKey("releases")) {
            line(text, "releases", parts.get("releases"));
        }
        line(text, "data", data.toString());
        line(text, "plugins", data.resolve("plugins") + " (drop a jar to plug a protocol in, delete it to unplug)");
        text.append('\n');
        if (shell) {
            text.append("Try p2p:info, p2p:protocols, p2p:peers, lb; help lists all; exit or Ctrl-D stops the node.\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format("  %-10s %s\n", name, value));
    }
}
