/** Doubles of the services of core and framework, for tests of other rooms. */
package org.jackfield.api.fake;
