package org.jackfield.node;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Standard output for the bundles, until the framework stops; what they print from then on goes to the log. Event Admin,
 * once the Log Service is gone, tells of interrupted tasks on a console that belongs to the shell and its scripts.
 */
final class StopOutput extends OutputStream implements SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(StopOutput.class);

    private final PrintStream console;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private volatile boolean stopping;

    private StopOutput(PrintStream console) {
        this.console = console;
    }

    /**
     * Takes the place of {@link System#out}. Gogo puts a stream of its own above it, and this one back when it stops:
     * so it has to be there first.
     */
    static StopOutput install() {
        StopOutput output = new StopOutput(System.out);
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        return output;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        boolean framework = event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID;
        if (framework && event.getType() == BundleEvent.STOPPING) {
            flush();
            stopping = true;
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (!stopping) {
            console.write(bytes, offset, length);
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] != '\n') {
                line.write(bytes[i]);
            } else {
                LOG.info("printed while stopping: {}", line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }
    }

    @Override
    public void flush() {
        if (!stopping) {
            console.flush();
        }
    }
}
