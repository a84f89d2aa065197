/**
 * The boot bundle: the launcher's hand inside the framework. It writes the configuration that the launcher settled on
 * before any other bundle of ours starts, tells the launcher which parts are up, and takes log entries to its log.
 */
package org.jackfield.node.boot;
