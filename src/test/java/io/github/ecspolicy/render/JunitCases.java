package io.github.ecspolicy.render;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads results of tests, as a CI server does. */
final class JunitCases {
  private JunitCases() {}

  static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  static List<Element> all(Element around, String name) {
    NodeList nodes = around.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The codes of findings that are not accepted. */
  static List<String> found(String xml) throws Exception {
    return all(parse(xml).getDocumentElement(), "testcase").stream()
        .filter(each -> each.hasChildNodes())
        .filter(each -> all(each, "skipped").isEmpty() && all(each, "error").isEmpty())
        .map(each -> each.getAttribute("name").replaceFirst(":.*", ""))
        .toList();
  }
}
