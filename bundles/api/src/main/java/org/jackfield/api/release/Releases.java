package org.jackfield.api.release;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Replaces the bundles of protocols while their links stand, and puts them back if that was a mistake. One thing at a
 * time is done to a bundle. All methods may be called on any thread; those that replace something block until it is
 * done: some ten milliseconds, and some milliseconds a session, unless sessions do not leave when they are told.
 *
 * <p>A target is a protocol's name ({@code eth}, {@code echo}), a bundle's symbolic name, or its id; it must mean exactly
 * one bundle, not counting canaries.
 *
 * <p>What was under way when the node went down, in good order or not, is settled at the next start, before a peer is
 * connected: a replacement that was not yet confirmed is undone, a canary goes on.
 */
@ProviderType
public interface Releases {

    /**
     * Replaces a bundle in place, keeps the jar of the release before, and watches. Before, the new release is started beside
     * it, and has the sessions while the bundle is updated; they go there and come back a few at a time. If it cannot be
     * resolved or started, which it must in the company of the former one, nothing has happened to that; if within the window sessions fail or links end
     * noticeably more often than before, it is put back later, and {@link #reports} and {@link ReleaseListener}s tell why.
     *
     * @param jar of the new release, with the symbolic name of the bundle; read at once, not needed afterwards
     * @param watch how long the former release may come back by itself; zero: not at all
     * @throws ReleaseException if the target or the jar is unfit, or something else is being done to the bundle; nothing
     *     has changed
     */
    ReleaseReport swap(String target, Path jar, Duration watch) throws ReleaseException;

    /**
     * Installs a new release beside a bundle, for a share of the peers. It is watched like a swap for as long as it stands,
     * against what the former release does meanwhile, and removed if it does worse.
     *
     * @param jar of the new release, with the symbolic name of the bundle and another version
     * @param share above 0, below 1
     * @throws ReleaseException as for {@link #swap}
     */
    ReleaseReport canary(String target, Path jar, double share) throws ReleaseException;

    /**
     * Gives the canary of a bundle all peers: the bundle is replaced by it in place, and watched as after a swap.
     *
     * @throws ReleaseException if there is no canary
     */
    ReleaseReport promote(String target, Duration watch) throws ReleaseException;

    /**
     * Removes the canary of a bundle or, without one, puts the kept release back in place, be the watch over or not.
     *
     * @throws ReleaseException if there is neither
     */
    ReleaseReport rollback(String target) throws ReleaseException;

    /** The last report on every bundle that something was done to since the node was set up, by symbolic name. */
    List<ReleaseReport> reports();
}
