/** Gogo commands, one class a noun, and the runner for commands given to the launcher. */
package org.jackfield.shell;
