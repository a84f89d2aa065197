package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a jar anew from a bundle's entries, every one byte for byte. The manifest comes first and what signs it next, as
 * whoever reads a jar from its beginning expects.
 */
final class JarCopy {

    private static final String META_INF = "META-INF/";

    private JarCopy() {}

    /** Writes the jar; {@code out} stays open. */
    static void write(Contents contents, OutputStream out) throws IOException {
        ZipOutputStream jar = new ZipOutputStream(out);
        List<String> names = new ArrayList<>(contents.names());
        names.sort(Comparator.comparingInt(JarCopy::rank).thenComparing(Comparator.naturalOrder()));
        for (String name : names) {
            ZipEntry entry = new ZipEntry(name);
            entry.setTime(0);
            jar.putNextEntry(entry);
            if (!name.endsWith("/")) {
                try (InputStream in = contents.open(name)) {
                    BoundedCopy.copy(in, jar, ContentDigest.MAX_BYTES);
                }
            }
        }
        jar.finish();
    }

    private static int rank(String name) {
        if (name.equals(META_INF)) {
            return 0;
        }
        if (name.equals(JarFile.MANIFEST_NAME)) {
            return 1;
        }
        return name.toUpperCase(Locale.ROOT).matches(META_INF + "[^/]*\\.(SF|RSA|DSA|EC)") ? 2 : 3;
    }
}
