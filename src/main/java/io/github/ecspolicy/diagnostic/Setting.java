package io.github.ecspolicy.diagnostic;

import java.util.Locale;

/** A thing the user can set; hints name it as the caller's own front end spells it. */
public enum Setting implements Hint.Part {
  ACCOUNT("account"),
  ALLOW_EMPTY("allowEmpty"),
  BASELINE("baseline"),
  COMPACT("compact"),
  CREDENTIAL_SPEC("credentialSpecs"),
  EXTRA_REPOSITORY("extraRepositories"),
  FAIL_ON("failOn"),
  FORMAT("format"),
  GUARDDUTY("guardDuty"),
  INPUTS("inputs") {
    @Override
    String flag() {
      return "FILE";
    }
  },
  INVENTORY("inventories") {
    @Override
    String flag() {
      return "--inventory";
    }
  },
  KEEP_GOING("keepGoing"),
  KMS_KEY("kmsKeys") {
    @Override
    String flag() {
      return "--kms-key";
    }
  },
  MERGE("merge"),
  OUTPUT_DIR("outputDirectory") {
    @Override
    String flag() {
      return "--output-dir";
    }
  },
  PARAMETER("parameters"),
  PARAMETERS_FILE("parametersFiles"),
  PHYSICAL_ID("physicalIds"),
  POLICY("policies") {
    @Override
    String flag() {
      return "--policy";
    }
  },
  POLICY_KIND("policyKind"),
  POLICY_NAME("policyName"),
  PULL_THROUGH_PREFIX("pullThroughPrefixes"),
  REGION("region"),
  ROLE_NAME("roleName"),
  SCOPE("scope"),
  SHELL("shell"),
  SKIP_UNSUPPORTED("skipUnsupported"),
  SOURCE_VPCE("sourceVpces"),
  SPLIT("split"),
  TEMPLATES("templates"),
  TRUST_POLICY("trustPolicy"),
  UNKNOWN_KEYS("unknownKeys"),
  VERBOSE("verbose"),
  WRITE_BASELINE("writeBaseline");

  /** A setting and what to give it. */
  public record Given(Setting setting, String value) implements Hint.Part {
    @Override
    public String in(Dialect dialect) {
      String element = setting.element;
      return switch (dialect) {
        case COMMAND_LINE -> "`" + setting.flag() + " " + value + "`";
        case MAVEN ->
            "`<%s>%s</%s>` (`-Decs-policy.%s=%s`)"
                .formatted(element, value, element, element, value);
      };
    }
  }

  private final String element;

  Setting(String element) {
    this.element = element;
  }

  /** Returns this setting, given {@code value}. */
  public Given to(String value) {
    return new Given(this, value);
  }

  String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String in(Dialect dialect) {
    return switch (dialect) {
      case COMMAND_LINE -> "`" + flag() + "`";
      case MAVEN -> "`<" + element + ">` (`-Decs-policy." + element + "`)";
    };
  }
}
