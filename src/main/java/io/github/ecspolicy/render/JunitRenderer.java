package io.github.ecspolicy.render;

import io.github.ecspolicy.check.AcceptedFinding;
import io.github.ecspolicy.check.CheckReport;
import io.github.ecspolicy.check.FailOn;
import io.github.ecspolicy.check.Finding;
import io.github.ecspolicy.check.FindingCode.Category;
import io.github.ecspolicy.check.RoleCheck;
import io.github.ecspolicy.diagnostic.Diagnostic;
import io.github.ecspolicy.diagnostic.Quotation;
import io.github.ecspolicy.diagnostic.SourceLocation;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Findings as the results of tests, which every CI server shows: a suite for each role, in it a
 * case for each finding, and a case that passes for each category that nothing was found of.
 */
final class JunitRenderer {
  private final CheckReport report;
  private final FailOn failOn;
  private final RenderOptions options;

  JunitRenderer(CheckReport report, FailOn failOn, RenderOptions options) {
    this.report = report;
    this.failOn = failOn;
    this.options = options;
  }

  /** How a case ends. */
  private enum Outcome {
    PASSED,
    FAILED,
    SKIPPED,
    ERROR
  }

  /**
   * A test.
   *
   * @param name the same in the next run
   * @param type of what was found
   * @param message what was found, or nothing
   * @param lines all there is to say about it
   */
  private record Case(
      String name,
      Outcome outcome,
      String type,
      String message,
      List<String> lines,
      Optional<SourceLocation> place) {
    static Case passed(String name) {
      return new Case(name, Outcome.PASSED, "", "", List.of(), Optional.empty());
    }
  }

  private record Suite(String name, List<Case> cases) {
    long count(Outcome outcome) {
      return cases.stream().filter(each -> each.outcome() == outcome).count();
    }
  }

  String text() {
    List<Suite> suites = new ArrayList<>();
    if (report.hasErrors()) {
      suites.add(
          new Suite(
              "inputs",
              report.diagnostics().stream().filter(Diagnostic::isError).map(this::error).toList()));
    }
    report.roles().forEach(role -> suites.add(suite(role)));
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      write(suites, xml);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("a text can always be written", e);
    }
    return text.append('\n').toString();
  }

  private Case error(Diagnostic diagnostic) {
    List<String> lines = new ArrayList<>();
    lines.add(diagnostic.location().map(place -> place + ": ").orElse("") + diagnostic.message());
    diagnostic.hint().ifPresent(hint -> lines.add("hint: " + hint.in(options.dialect())));
    return new Case(
        diagnostic.code() + ": " + diagnostic.message(),
        Outcome.ERROR,
        diagnostic.code().toString(),
        diagnostic.message(),
        lines,
        diagnostic.location());
  }

  private Suite suite(RoleCheck role) {
    Stream<Case> passed =
        Stream.of(Category.MISSING, Category.BROADER, Category.UNUSED)
            .filter(category -> FindingWords.count(role, category) == 0)
            .map(category -> Case.passed(FindingWords.absence(category)));
    Stream<Case> found =
        role.findings().stream()
            .map(
                finding ->
                    found(
                        finding,
                        failOn.failsOn(finding) ? Outcome.FAILED : Outcome.PASSED,
                        finding.message()));
    Stream<Case> accepted = role.accepted().stream().map(this::accepted);
    return new Suite(
        role.tasks().name(), Stream.of(passed, found, accepted).flatMap(each -> each).toList());
  }

  private Case accepted(AcceptedFinding accepted) {
    return found(
        accepted.finding(), Outcome.SKIPPED, "accepted: " + accepted.acceptance().justification());
  }

  private Case found(Finding finding, Outcome outcome, String message) {
    return new Case(
        finding.code() + ": " + subject(finding),
        outcome,
        finding.code().toString(),
        message,
        FindingWords.lines(finding, options.dialect()),
        finding.location());
  }

  /** A statement without a Sid is its own subject, and may be long. */
  private static String subject(Finding finding) {
    String subject = finding.subject();
    return subject.length() <= Quotation.LONGEST
        ? subject
        : subject.substring(0, Quotation.LONGEST) + Quotation.CUT + " " + finding.fingerprint();
  }

  private void write(List<Suite> suites, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    attribute(xml, "name", "ecs-policy check");
    attribute(xml, "tests", suites.stream().mapToInt(suite -> suite.cases().size()).sum());
    attribute(xml, "failures", suites.stream().mapToLong(s -> s.count(Outcome.FAILED)).sum());
    attribute(xml, "errors", suites.stream().mapToLong(s -> s.count(Outcome.ERROR)).sum());
    for (Suite suite : suites) {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testsuite");
      attribute(xml, "name", suite.name());
      attribute(xml, "tests", suite.cases().size());
      attribute(xml, "failures", suite.count(Outcome.FAILED));
      attribute(xml, "errors", suite.count(Outcome.ERROR));
      attribute(xml, "skipped", suite.count(Outcome.SKIPPED));
      for (Case each : suite.cases()) {
        xml.writeCharacters("\n    ");
        write(suite, each, xml);
      }
      xml.writeCharacters("\n  ");
      xml.writeEndElement();
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(Suite suite, Case each, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute(xml, "classname", suite.name());
    attribute(xml, "name", each.name());
    if (each.place().isPresent()) {
      attribute(xml, "file", each.place().get().source());
      attribute(xml, "line", each.place().get().line());
    }
    attribute(xml, "time", 0);
    switch (each.outcome()) {
      case PASSED -> {
        if (!each.lines().isEmpty()) {
          element(xml, "system-out", each, false);
        }
      }
      case FAILED -> element(xml, "failure", each, true);
      case ERROR -> element(xml, "error", each, true);
      case SKIPPED -> element(xml, "skipped", each, true);
    }
    if (!each.lines().isEmpty()) {
      xml.writeCharacters("\n    ");
    }
    xml.writeEndElement();
  }

  private void element(XMLStreamWriter xml, String name, Case each, boolean hasMessage)
      throws XMLStreamException {
    xml.writeCharacters("\n      ");
    xml.writeStartElement(name);
    if (hasMessage) {
      attribute(xml, "message", each.message());
      attribute(xml, "type", each.type());
    }
    for (String line : each.lines()) {
      xml.writeCharacters("\n" + visible(line));
    }
    xml.writeCharacters("\n      ");
    xml.writeEndElement();
  }

  private void attribute(XMLStreamWriter xml, String name, long number) throws XMLStreamException {
    xml.writeAttribute(name, Long.toString(number));
  }

  private void attribute(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
    xml.writeAttribute(name, visible(text));
  }

  /** XML 1.0 has no place for control characters, not even as references. */
  private String visible(String text) {
    return Quotation.visible(report.symbols().describe(text));
  }
}
