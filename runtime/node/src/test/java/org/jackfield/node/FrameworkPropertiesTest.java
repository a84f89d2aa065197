package org.jackfield.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;

class FrameworkPropertiesTest {

    @TempDir
    Path temp;

    /** Those who settle releases must be there before a canary is. */
    @Test
    void newBundlesStartWithTheProtocols() throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(FrameworkProperties.of(temp, temp, Optional.empty()));
        framework.init();
        try {
            assertEquals(
                    FrameworkProperties.PROTOCOL_LEVEL,
                    framework.adapt(FrameworkStartLevel.class).getInitialBundleStartLevel());
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }
}
