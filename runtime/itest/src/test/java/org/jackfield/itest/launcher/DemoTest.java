package org.jackfield.itest.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DemoTest extends LauncherTest {

    @Test
    void everyStepOfTheTourIsObserved() throws Exception {
        try (NodeProcess demo = NodeProcess.run(temp, "demo")) {
            assertEquals(0, demo.exitStatus(), demo.out());
            assertTrue(demo.out().contains("Every step was observed to work"), demo.out());
            assertEquals("", demo.err());
        }
    }
}
