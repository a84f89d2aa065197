package org.jackfield.rpc;

/** The way to a client that stays connected. For any thread; nothing blocks. */
interface Outlet {

    /** @param json one text, ASCII only */
    void send(byte[] json);

    /** Ends the connection as soon as possible, with what is unsent; nothing is sent from now on. */
    void cut(String why);
}
