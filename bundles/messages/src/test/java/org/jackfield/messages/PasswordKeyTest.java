package org.jackfield.messages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PasswordKeyTest {

    static List<Vectors> passwords() {
        return Vectors.passwords();
    }

    @ParameterizedTest
    @MethodSource("passwords")
    void derivesTheOriginalsKeys(Vectors vector) {
        assertArrayEquals(vector.bytes("key"), PasswordKey.derive(vector.text("password")));
    }
}
