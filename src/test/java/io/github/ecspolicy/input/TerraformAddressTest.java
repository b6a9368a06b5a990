package io.github.ecspolicy.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerraformAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "aws_iam_role.web | `` | `` | aws_iam_role.web | ``",
        "aws_iam_role.web[0] | `` | `` | aws_iam_role.web | [0]",
        "data.aws_iam_role.web[\"a.b\"] | `` | `` | data.aws_iam_role.web | [\"a.b\"]",
        "module.a.aws_iam_role.web | module.a | module.a | module.a.aws_iam_role.web | ``",
        "module.a[\"x.y\"].module.b[1].aws_iam_role.web[\"q\\\".r\"]"
            + " | module.a[\"x.y\"].module.b[1] | module.a.module.b"
            + " | module.a.module.b.aws_iam_role.web | [\"q\\\".r\"]",
        "module.module.aws_iam_role.module | module.module | module.module"
            + " | module.module.aws_iam_role.module | ``",
      })
  void hasAModuleABlockAndAnIndex(
      String text, String module, String written, String block, String index) {
    TerraformAddress address = TerraformAddress.of(text);
    assertEquals(module, address.module());
    assertEquals(written, address.moduleOfConfiguration());
    assertEquals(block, address.block());
    assertEquals(index, address.index());
  }

  @Test
  void ofAReferenceTheResourceIsWhatAttributesFollow() {
    assertEquals(
        "aws_iam_role.web[\"a\"]",
        TerraformAddress.of("aws_iam_role.web[\"a\"].arn").resource().text());
    assertEquals(
        "data.aws_iam_role.web",
        TerraformAddress.of("data.aws_iam_role.web.arn").resource().text());
    assertEquals("each", TerraformAddress.of("each").resource().text());
    assertEquals("", TerraformAddress.of("").resource().text());
  }
}
