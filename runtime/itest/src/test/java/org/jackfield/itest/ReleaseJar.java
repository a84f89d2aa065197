package org.jackfield.itest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Bundles of the distribution as releases to come: the same but for their version. */
public final class ReleaseJar {

    private static final Path BUNDLES = Path.of(System.getProperty("jackfield.bundles"));

    private ReleaseJar() {}

    /**
     * @param name such as {@code eth}
     * @param folder where the jar goes
     */
    public static Path of(String name, String version, Path folder) throws IOException {
        Path target = folder.resolve(name + '-' + version + ".jar");
        try (JarFile source = new JarFile(find(name).toFile())) {
            Manifest manifest = new Manifest(source.getManifest());
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (OutputStream out = Files.newOutputStream(target);
                    JarOutputStream jar = new JarOutputStream(out, manifest)) {
                for (JarEntry entry : source.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        copy(source, entry, jar);
                    }
                }
            }
        }
        return target;
    }

    private static void copy(JarFile source, JarEntry entry, JarOutputStream target) throws IOException {
        target.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream in = source.getInputStream(entry)) {
            in.transferTo(target);
        }
        target.closeEntry();
    }

    private static Path find(String name) throws IOException {
        try (Stream<Path> files = Files.walk(BUNDLES)) {
            return files.filter(file -> file.getFileName().toString().startsWith("org.jackfield." + name + '-'))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
