/**
 * Push-sync: uploads are sent to where they belong, and a receipt says that they are there. {@link org.jackfield.pushsync.Pusher} sends
 * ours, {@link org.jackfield.pushsync.Storer} takes others'.
 */
package org.jackfield.pushsync;
