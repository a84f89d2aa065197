package org.jackfield.node;

import org.osgi.framework.BundleException;

/**
 * A signal (SIGTERM, Ctrl-C) shuts the node down in good order, and that is an exit with status 0. The JDK would
 * exit with 128 and the signal's number: hence the halt, once nothing is left to lose.
 */
final class ShutdownHook extends Thread {

    private final Node node;
    private volatile boolean exiting;

    private ShutdownHook(Node node) {
        super("shutdown");
        this.node = node;
    }

    static ShutdownHook install(Node node) {
        ShutdownHook hook = new ShutdownHook(node);
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    /** The node is stopped, and the process about to exit with a status of its own. */
    void disarm() {
        exiting = true;
    }

    @Override
    public void run() {
        if (exiting) {
            return;
        }
        try {
            node.stop();
            Runtime.getRuntime().halt(0);
        } catch (BundleException | InterruptedException e) {
            Runtime.getRuntime().halt(StartException.FAILURE);
        }
    }
}
