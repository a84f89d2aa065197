package org.jackfield.itest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A bundle made of a test's classes.
 *
 * @param headers of its manifest
 * @param classes names as the class loader has them, such as {@code PluginProtocol$1}; those that are not there are left out
 */
public record BundleJar(Map<String, String> headers, List<String> classes) {

    /** Writes the jar; an existing file is replaced. */
    public Path writeTo(Path file) {
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest())) {
            for (String name : classes) {
                String path = name.replace('.', '/') + ".class";
                try (InputStream in = BundleJar.class.getClassLoader().getResourceAsStream(path)) {
                    if (in != null) {
                        jar.putNextEntry(new JarEntry(path));
                        in.transferTo(jar);
                    }
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Manifest manifest() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        headers.forEach(main::putValue);
        return manifest;
    }
}
