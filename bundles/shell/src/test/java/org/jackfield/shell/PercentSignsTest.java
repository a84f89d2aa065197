package org.jackfield.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PercentSignsTest {

    /** Says what it was told. */
    public static final class Say {

        public void say(String... words) {
            Command.out().print(String.join("|", words));
        }
    }

    @Test
    void leavesSharesAndExpressionsAndQuotesAsTheyAre() throws Exception {
        try (Prompt prompt = new Prompt().add("test", new Say(), "say")) {
            assertEquals("10%|2.5%", prompt.type("say 10% 2.5%"));
            assertEquals("10%10%", prompt.type("say 10%; say 10%"));
            assertEquals("3 of them|10%", prompt.type("say \"%(1 + 2) of them\" '10%'"));
            assertEquals("a 10% b", prompt.type("say 'a 10% b'"));
            assertEquals("3", prompt.type("say %(1 + 2)"));
            assertEquals("100%", prompt.type("x = 100%; say $x"));
        }
    }
}
