package org.jackfield.gateway;

/** A call cannot be answered as it was meant: the status, and a line for whoever called. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    static Refusal notFound(String message) {
        return new Refusal(404, message);
    }

    int status() {
        return status;
    }
}
