/**
 * For bundles that offer JSON-RPC methods: register an {@link org.jackfield.api.rpc.RpcModule} as a service. Nothing
 * here knows of JSON or HTTP.
 */
@Export
@Version("0.1.0")
package org.jackfield.api.rpc;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
