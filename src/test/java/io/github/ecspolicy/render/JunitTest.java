package io.github.ecspolicy.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.ecspolicy.diagnostic.Quotation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

/** What CI servers read. */
class JunitTest {
  private static Element suites(CheckReports made) throws Exception {
    return JunitCases.parse(CheckFormatTest.render(CheckFormat.JUNIT, made.report()))
        .getDocumentElement();
  }

  @ParameterizedTest
  @EnumSource
  void theNumbersAreThoseOfTheCases(CheckReports made) throws Exception {
    Element all = suites(made);
    assertNumbers(
        all, List.of("testcase", "failure", "error"), List.of("tests", "failures", "errors"));
    for (Element suite : JunitCases.all(all, "testsuite")) {
      assertNumbers(
          suite,
          List.of("testcase", "failure", "error", "skipped"),
          List.of("tests", "failures", "errors", "skipped"));
    }
  }

  private static void assertNumbers(Element element, List<String> parts, List<String> numbers) {
    for (int i = 0; i < parts.size(); i++) {
      assertEquals(
          Integer.toString(JunitCases.all(element, parts.get(i)).size()),
          element.getAttribute(numbers.get(i)),
          numbers.get(i));
    }
  }

  @Test
  void aRoleWithoutFindingsHasCasesThatPass() throws Exception {
    List<String> names =
        JunitCases.all(suites(CheckReports.CLEAN), "testcase").stream()
            .map(each -> each.getAttribute("name"))
            .toList();
    assertEquals(
        List.of("nothing is missing", "nothing is broader than needed", "nothing is unused"),
        names);
    assertEquals("0", suites(CheckReports.CLEAN).getAttribute("failures"));
  }

  @Test
  void whatWasNotUnderstoodIsAnError() throws Exception {
    Element error = JunitCases.all(suites(CheckReports.INCOMPLETE), "error").get(0);
    assertEquals("role-not-shown", error.getAttribute("type"));
    assertTrue(error.getTextContent().contains("hint: give its policies with `--policy`"));
  }

  @Test
  void anAcceptedFindingIsSkippedWithItsReason() throws Exception {
    Element skipped = JunitCases.all(suites(CheckReports.WEB), "skipped").get(0);
    assertEquals("accepted: goes with the next release", skipped.getAttribute("message"));
  }

  @Test
  void textsAreReadBackAsTheyAreShown() throws Exception {
    String xml = CheckFormatTest.render(CheckFormat.JUNIT, CheckReports.HOSTILE.report());
    assertFalse(xml.contains("]]>"), xml);
    assertFalse(xml.contains("<script"), xml);
    Element failure = JunitCases.all(suites(CheckReports.HOSTILE), "failure").get(0);
    String shown = Quotation.visible(CheckReports.HOSTILE_TEXT);
    assertEquals("not allowed: `" + shown + "` and " + shown, failure.getAttribute("message"));
    assertTrue(failure.getTextContent().contains("\nhint: hint " + shown + "\n"), xml);
  }
}
