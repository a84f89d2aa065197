package org.jackfield.release;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jackfield.api.release.ReleaseException;

/**
 * A bundle that a person may mean.
 *
 * @param protocols names of those it serves
 */
record Target(long id, String bundle, String version, Set<String> protocols) {

    /**
     * The one that is meant: by a protocol's name, a bundle's symbolic name, or its id.
     *
     * @throws ReleaseException if it is none or several; the message lists those that can be meant
     */
    static Target find(String text, List<Target> all) throws ReleaseException {
        List<Target> meant =
                all.stream().filter(target -> target.isCalled(text)).toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        if (meant.isEmpty()) {
            throw new ReleaseException(
                    "no bundle of a protocol is called " + OneLine.bounded(text) + "; there are: " + list(all));
        }
        throw new ReleaseException(text + " means several bundles, tell one by its id: " + list(meant));
    }

    private boolean isCalled(String text) {
        return text.equals(bundle) || text.equals(Long.toString(id)) || protocols.contains(text);
    }

    private static String list(List<Target> targets) {
        return targets.isEmpty()
                ? "none"
                : targets.stream().map(Target::toString).sorted().collect(Collectors.joining(", "));
    }

    /** Such as {@code org.jackfield.eth 0.1.0 [12] (eth)}. */
    @Override
    public String toString() {
        String served = protocols.isEmpty() ? "" : " (" + String.join(", ", new TreeSet<>(protocols)) + ')';
        return bundle + ' ' + version + " [" + id + ']' + served;
    }
}
