/**
 * {@code jackfield demo}: a tour of a running node without a keyboard. It drives two nodes the way a person would,
 * through their plugins folders, their shells and JSON-RPC, and believes only what it observes there.
 */
package org.jackfield.node.demo;
