# Sourced by the scripts beside it: builds what is missing or out of date, and sets classpath and java.
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
