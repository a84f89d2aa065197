package org.jackfield.rpc;

/** An open port. */
interface Endpoint extends AutoCloseable {

    /** Where it is reached, such as {@code http://127.0.0.1:8545}. */
    String url();

    /** Closes the port and every connection. */
    @Override
    void close();
}
