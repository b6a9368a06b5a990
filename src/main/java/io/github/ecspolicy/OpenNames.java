package io.github.ecspolicy;

import io.github.ecspolicy.diagnostic.Setting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names in an expression of a template that the user can say the values of. */
final class OpenNames {
  /** How many of them a hint lists. */
  private static final int SHOWN = 3;

  /**
   * A variable of {@code Fn::Sub}, the name of an export, the argument of another function, or a
   * dynamic reference.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "\\$\\{(?<variable>[A-Za-z0-9:.]+)}"
              + "|\\$\\{Fn::ImportValue (?<export>[A-Za-z0-9:_-]+)}"
              + "|\"Ref\":\"(?<ref>[A-Za-z0-9:]+)\""
              + "|\"Fn::GetAtt\":\\[\"(?<resource>[A-Za-z0-9]+)\",\"(?<attribute>[A-Za-z0-9.]+)\"]"
              + "|(?<dynamic>\\{\\{resolve:[^{}=`]{1,100}}})");

  private OpenNames() {}

  /**
   * Returns the words and settings by which the user says what {@code expression} comes to.
   *
   * @param settable the parameters of templates whose values can be given
   */
  static List<Object> advice(String expression, Set<String> settable) {
    List<Object> advice = new ArrayList<>(List.of("say what it is with "));
    Set<Object> settings = new LinkedHashSet<>();
    Matcher name = NAME.matcher(expression);
    while (name.find() && settings.size() < SHOWN) {
      setting(name, settable).ifPresent(settings::add);
    }
    if (settings.isEmpty()) {
      settings.add(Setting.PHYSICAL_ID);
    }
    for (Object setting : settings) {
      advice.add(setting);
      advice.add(" and ");
    }
    advice.remove(advice.size() - 1);
    return advice;
  }

  private static Optional<Object> setting(Matcher name, Set<String> settable) {
    if (name.group("resource") != null) {
      return Optional.of(id(name.group("resource") + "." + name.group("attribute")));
    }
    String variable = name.group("variable");
    String ref = variable == null ? name.group("ref") : variable;
    String export = ref == null ? name.group("export") : ref;
    String open = export == null ? name.group("dynamic") : export;
    return switch (open) {
      case "AWS::NoValue" -> Optional.empty();
      case "AWS::Region" -> Optional.of(Setting.REGION);
      case "AWS::AccountId" -> Optional.of(Setting.ACCOUNT);
      default ->
          Optional.of(settable.contains(open) ? Setting.PARAMETER.to(open + "=VALUE") : id(open));
    };
  }

  private static Setting.Given id(String name) {
    return Setting.PHYSICAL_ID.to(name + "=VALUE");
  }
}
