package org.jackfield.bench.crowd;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What went over links on the swapped protocol, as the watching nodes have counted it.
 *
 * @param received messages from the node
 * @param sent messages to the node
 * @param byRelease numbers from the node, by the release that wrote them
 */
public record Traffic(long received, long sent, Map<Integer, Long> byRelease) {

    public static final Traffic NONE = new Traffic(0, 0, Map.of());

    public static Traffic parse(String words) {
        String[] word = words.split(" ");
        Map<Integer, Long> byRelease = Arrays.stream(word)
                .skip(2)
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> Integer.valueOf(pair[0]), pair -> Long.valueOf(pair[1])));
        return new Traffic(Long.parseLong(word[0]), Long.parseLong(word[1]), byRelease);
    }

    public String inWords() {
        return byRelease.entrySet().stream()
                .map(entry -> " " + entry.getKey() + '=' + entry.getValue())
                .collect(Collectors.joining("", received + " " + sent, ""));
    }

    public Traffic plus(Traffic more) {
        Map<Integer, Long> sum = new TreeMap<>(byRelease);
        more.byRelease.forEach((release, numbers) -> sum.merge(release, numbers, Long::sum));
        return new Traffic(received + more.received, sent + more.sent, sum);
    }
}
