/** Doubles of the core's services with answers that a test sets, for the rooms that show them to people and programs. */
package org.jackfield.api.fake;
