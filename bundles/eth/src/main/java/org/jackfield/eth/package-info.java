/**
 * The eth protocol (devp2p caps/eth.md), versions 66 to 72, served from the chain. Nothing here opens a database, a
 * socket or a key: the bundle can be replaced while the node runs. Not exported.
 */
package org.jackfield.eth;
