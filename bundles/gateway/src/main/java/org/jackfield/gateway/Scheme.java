package org.jackfield.gateway;

import java.io.IOException;

/** What answers calls of one method under one scheme. For any thread; blocks as long as the content takes. */
@FunctionalInterface
interface Scheme {

    /**
     * @throws Refusal if the call cannot be answered as it was meant
     * @throws IOException if content cannot be had or stored
     */
    Reply answer(Call call) throws Refusal, IOException;
}
