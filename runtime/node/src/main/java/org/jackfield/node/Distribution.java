package org.jackfield.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder the node was started from.
 *
 * <pre>
 * jackfield/
 *   lib/                class path of the launcher
 *   bundles/2-services/ bundles, each folder named by its start level
 *   etc/                profile of the shell
 *   examples/           protocols to drop into a plugins folder
 * </pre>
 */
record Distribution(Path home) {

    private static final Pattern LEVEL_FOLDER = Pattern.compile("(\\d+)-.*");

    /** The distribution this class was loaded from. */
    static Distribution running() {
        try {
            Path jar = Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Distribution(jar.getParent().getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the launcher's own jar has no path", e);
        }
    }

    /** Such as {@code 0.1.0}. */
    static String version() {
        return Optional.ofNullable(Distribution.class.getPackage().getImplementationVersion())
                .orElse("unreleased");
    }

    /** Every bundle with its start level. */
    SortedMap<Path, Integer> bundles() {
        SortedMap<Path, Integer> bundles = new TreeMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home.resolve("bundles"))) {
            for (Path folder : folders) {
                Matcher level = LEVEL_FOLDER.matcher(folder.getFileName().toString());
                if (level.matches()) {
                    addJars(folder, Integer.parseInt(level.group(1)), bundles);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the distribution in " + home + " is incomplete: " + e.getMessage(), e);
        }
        return bundles;
    }

    private static void addJars(Path folder, int level, SortedMap<Path, Integer> bundles) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            jars.forEach(jar -> bundles.put(jar, level));
        }
    }
}
