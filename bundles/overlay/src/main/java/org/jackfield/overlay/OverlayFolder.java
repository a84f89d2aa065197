package org.jackfield.overlay;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where this bundle keeps its files. */
final class OverlayFolder {

    private static final Logger LOG = LoggerFactory.getLogger(OverlayFolder.class);

    private OverlayFolder() {}

    static Path of(BundleContext context, OverlayConfiguration configuration) {
        Path own = context.getDataFile("").toPath();
        try {
            return configuration.folder().isEmpty() ? own : Path.of(configuration.folder());
        } catch (InvalidPathException e) {
            LOG.warn("org.jackfield.overlay: folder cannot be {}, {} is used", configuration.folder(), own);
            return own;
        }
    }
}
