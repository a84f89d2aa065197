package org.jackfield.release;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import java.util.SortedSet;
import java.util.TreeSet;
import org.osgi.framework.Bundle;

/**
 * What the framework holds of an installed bundle, without its fragments. The file that it was installed from may be
 * gone or be another one by now.
 */
record BundleContents(Bundle bundle) implements Contents {

    @Override
    public SortedSet<String> names() throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try {
            add("/", names);
        } catch (IllegalStateException e) {
            throw new IOException("the bundle is uninstalled", e);
        }
        return names;
    }

    private void add(String folder, SortedSet<String> names) {
        Enumeration<String> paths = bundle.getEntryPaths(folder);
        while (paths != null && paths.hasMoreElements()) {
            String path = paths.nextElement();
            if (names.add(path) && path.endsWith("/")) {
                add(path, names);
            }
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        URL entry = bundle.getEntry(name);
        if (entry == null) {
            throw new FileNotFoundException("the bundle has no entry " + name);
        }
        return entry.openStream();
    }
}
