package org.jackfield.release;

import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Which bundle a jar is, by its manifest. */
record JarIdentity(String bundle, String version) {

    /** @throws IOException if it is no bundle that can be replaced; the message says why, to a person */
    static JarIdentity read(Contents jar) throws IOException {
        if (!jar.names().contains(JarFile.MANIFEST_NAME)) {
            throw new IOException("it has no manifest");
        }
        try (InputStream in = jar.open(JarFile.MANIFEST_NAME)) {
            return of(new Manifest(in).getMainAttributes());
        }
    }

    private static JarIdentity of(Attributes manifest) throws IOException {
        String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (name == null || name.isBlank()) {
            throw new IOException("its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
        }
        if (manifest.getValue(Constants.FRAGMENT_HOST) != null) {
            throw new IOException("it is a fragment");
        }
        try {
            Version version = Version.parseVersion(manifest.getValue(Constants.BUNDLE_VERSION));
            return new JarIdentity(name.split(";", 2)[0].trim(), version.toString());
        } catch (IllegalArgumentException e) {
            throw new IOException("its " + Constants.BUNDLE_VERSION + " is not one", e);
        }
    }
}
