package org.jackfield.kzg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The reference vectors of ethereum/c-kzg-4844, {@code tests/}: of verify_blob_kzg_proof_batch all, of the others some.
 * In our file every value stands once, {@code #NUMBER 0xHEX}, and cases refer to it; else the words are those of the
 * original. The output of recover_cells_and_kzg_proofs is its cells alone.
 */
final class Vectors {

    record Case(String function, String name, Map<String, List<String>> fields, List<byte[]> values) {

        /** The byte strings of a field. */
        List<byte[]> bytes(String field) {
            return fields.get(field).stream()
                    .map(word -> values.get(Integer.parseInt(word.substring(1))))
                    .toList();
        }

        int[] indices() {
            return fields.get("cell_indices").stream()
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }

        /** The one word that an output of true, false or null is. */
        String verdict() {
            return fields.get("output").get(0);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private Vectors() {}

    static List<Case> of(String function) {
        List<byte[]> values = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Vectors.class.getResourceAsStream("vectors.txt.gz")), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> words = Arrays.asList(line.split(" "));
                if (line.startsWith("#")) {
                    values.add(HexFormat.of().parseHex(words.get(1).substring(2)));
                } else if (line.startsWith("case ")) {
                    cases.add(new Case(words.get(1), words.get(2), new HashMap<>(), values));
                } else {
                    cases.get(cases.size() - 1).fields().put(words.get(0), words.subList(1, words.size()));
                }
            }
        } catch (IOException e) {
            throw new AssertionError("the vectors cannot be read", e);
        }
        return cases.stream().filter(one -> one.function().equals(function)).toList();
    }
}
