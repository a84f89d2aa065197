/** For the tests of whoever decodes RLP. */
package org.jackfield.rlp.testing;
