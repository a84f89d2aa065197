# Sourced by the scripts beside it: builds what is missing or out of date, sets classpath and java, and knows what the Java needs.
# JAVA_HOME chooses the Java that is measured.
file=runtime/bench/target/classpath
changed=$(find bundles runtime/node runtime/itest runtime/bench pom.xml \( -name '*.java' -o -name pom.xml \) \
    -newer "$file" 2>/dev/null | head -1 || true)
if [ ! -f "$file" ] || [ -n "$changed" ]; then
    echo "building (about a minute) ..." >&2
    mvn -q -pl runtime/bench,runtime/node -am package dependency:build-classpath -DskipTests -Dmdep.outputFile=target/classpath
    touch "$file" # which Maven leaves alone if it says the same
fi
classpath=runtime/bench/target/classes:$(cat "$file")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

release() { "$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p'; }

# Native libraries and Netty's off-heap memory are warned about from 24 on. Read by all processes of the script.
allow_native_access() {
    [ "$(release)" -lt 24 ] || export JDK_JAVA_OPTIONS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
}

# launcher_options: prints what the launcher gives the JVM of a node.
launcher_options() {
    printf %s @runtime/jvm.options
    [ "$(release)" -lt 25 ] || printf ' %s' @runtime/jvm25.options
}
