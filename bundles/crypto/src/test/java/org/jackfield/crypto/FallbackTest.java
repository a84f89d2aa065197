package org.jackfield.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library is chosen once in the life of a JVM: hence one of its own for each case. */
class FallbackTest {

    /** What runs in the other JVM: uses the curve and says who did the work. */
    static final class Probe {

        private Probe() {}

        public static void main(String[] arguments) throws IOException {
            NodeKey key = NodeKey.generate();
            byte[] message = Ecies.encrypt(key.publicKey(), new byte[] {42}, new byte[0]);
            byte[] plain = Ecies.decrypt(key.privateKey(), message, new byte[0]);
            System.out.println(plain[0] + " " + Secp256k1.provider());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dos.arch=riscv64", "-Dos.name=Windows 11", "-Djava.io.tmpdir=/nonexistent"})
    void worksWithoutTheNativeLibraryAndSaysWhyInOneLine(String property) throws Exception {
        String output = run(property);

        // From Java 20 on, the JVM itself warns of a folder that is missing.
        assertEquals(
                2, output.lines().filter(line -> !line.startsWith("WARNING")).count(), output);
        assertTrue(output.contains("42 BouncyCastle"), output);
        assertTrue(output.contains("INFO"), output);
    }

    @Test
    @EnabledOnOs(
            value = OS.LINUX,
            architectures = {"amd64", "aarch64"})
    void usesTheNativeLibraryWhereThereIsOne() throws Exception {
        String output = run("-Dany=thing");

        assertTrue(output.contains("42 libsecp256k1"), output);
    }

    private static String run(String property) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        property,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Probe.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(jvm.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, jvm.exitValue(), output);
        return output;
    }
}
