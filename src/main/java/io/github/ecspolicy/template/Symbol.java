package io.github.ecspolicy.template;

/**
 * A text that only AWS will know, once a template is deployed. All stages work on the stand-in, so
 * that only readers and renderers know of symbols.
 *
 * @param standIn has the shape of what it stands for, so that it is read and checked like it: the
 *     ARN of a secret, an account id, a name in lower-case letters and digits; occurs in no input
 * @param intrinsic the expression, as JSON: <code>{"Ref":"DbSecret"}</code>
 * @param display the expression as {@code Fn::Sub} has it, for people: <code>${DbSecret}</code>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     intrinsic functions</a>
 */
public record Symbol(String standIn, String intrinsic, String display) {
  public Symbol {
    if (standIn.isEmpty()) {
      throw new IllegalArgumentException("nothing cannot stand for something");
    }
  }
}
