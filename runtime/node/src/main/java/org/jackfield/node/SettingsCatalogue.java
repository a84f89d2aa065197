package org.jackfield.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Which settings the bundles of the distribution know: read from the metatype documents in their jars, so that a
 * misspelt key is found before anything starts.
 */
final class SettingsCatalogue {

    private static final String METATYPE_FOLDER = "OSGI-INF/metatype/";

    private final Map<String, Map<String, Setting>> byPid = new HashMap<>();

    /** @throws IOException if a jar cannot be read */
    static SettingsCatalogue read(Collection<Path> jars) throws IOException {
        SettingsCatalogue catalogue = new SettingsCatalogue();
        for (Path jar : jars) {
            catalogue.readJar(jar);
        }
        return catalogue;
    }

    /** The keys of a configuration, in order; empty if no bundle has one of that name. */
    List<String> keys(String pid) {
        return List.copyOf(byPid.getOrDefault(pid, Map.of()).keySet());
    }

    Optional<Setting> find(String pid, String key) {
        return Optional.ofNullable(byPid.getOrDefault(pid, Map.of()).get(key));
    }

    /** Adds one metatype document (OSGi Compendium 105). */
    void add(InputStream document) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            // The standard one prints to the console.
            builder.setErrorHandler(new DefaultHandler());
            add(builder.parse(document));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("malformed metatype document: " + e.getMessage(), e);
        }
    }

    private void readJar(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            List<? extends ZipEntry> documents = jar.stream()
                    .filter(entry -> entry.getName().startsWith(METATYPE_FOLDER)
                            && entry.getName().endsWith(".xml"))
                    .toList();
            for (ZipEntry document : documents) {
                try (InputStream in = jar.getInputStream(document)) {
                    add(in);
                }
            }
        }
    }

    private void add(Document document) {
        Map<String, Map<String, Setting>> byClass = new HashMap<>();
        for (Element objectClass : elements(document.getElementsByTagName("OCD"))) {
            Map<String, Setting> settings =
                    byClass.computeIfAbsent(objectClass.getAttribute("id"), id -> new TreeMap<>());
            for (Element attribute : elements(objectClass.getElementsByTagName("AD"))) {
                Setting setting = setting(attribute);
                settings.put(setting.key(), setting);
            }
        }
        for (Element designate : elements(document.getElementsByTagName("Designate"))) {
            for (Element object : elements(designate.getElementsByTagName("Object"))) {
                byPid.computeIfAbsent(designate.getAttribute("pid"), pid -> new TreeMap<>())
                        .putAll(byClass.getOrDefault(object.getAttribute("ocdref"), Map.of()));
            }
        }
    }

    private static Setting setting(Element attribute) {
        String cardinality = attribute.getAttribute("cardinality");
        boolean list = !cardinality.isEmpty() && !cardinality.equals("0");
        return new Setting(attribute.getAttribute("id"), attribute.getAttribute("type"), list);
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }
}
