package org.jackfield.rpc;

/** An open port. */
interface Endpoint extends AutoCloseable {

    /** For a person: where it is reached, such as {@code http://127.0.0.1:8545}, and by whom if not by all. */
    String text();

    /** Closes the port and every connection. */
    @Override
    void close();
}
