package io.github.ecspolicy.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a task definition stands in, which is where its policy can stand too. */
public sealed interface Origin {
  /** In nothing but its own document. */
  Origin ALONE = new Alone();

  /** In nothing but its own document. */
  record Alone() implements Origin {}

  /**
   * In a template of CloudFormation.
   *
   * @param template in which it stands
   * @param logicalId of the task definition
   * @param role the logical id of its execution role, if the template defines that
   * @param services the logical ids of what starts its tasks, in the order of the template
   * @param defaults of parameters that the task definition was read with
   * @param region where it is deployed, or the stand-in for that
   * @param account in which it is deployed, or the stand-in for that
   */
  record Stack(
      Template template,
      String logicalId,
      Optional<String> role,
      List<String> services,
      List<Default> defaults,
      String region,
      String account)
      implements Origin {
    public Stack {
      services = List.copyOf(services);
      defaults = List.copyOf(defaults);
    }
  }

  /**
   * A template, as far as something that is added to it must fit to it.
   *
   * @param source as the user named it
   * @param syntax in which it is written
   * @param types of its resources and parameters, by their names
   * @param conditions under which resources exist, by logical id; others always exist
   */
  record Template(
      String source, Syntax syntax, Map<String, String> types, Map<String, String> conditions) {
    public Template {
      types = Map.copyOf(types);
      conditions = Map.copyOf(conditions);
    }
  }

  /**
   * The default of a parameter, which a deployment may replace.
   *
   * @param isDecisive whether a condition hangs on it, not only a text
   */
  record Default(String parameter, String value, boolean isDecisive) {}

  /** The syntax of a template. */
  enum Syntax {
    JSON,
    YAML
  }

  /**
   * In a plan or state of Terraform.
   *
   * @param address of the task definition
   * @param role the address of its execution role, if the same document has it
   * @param isRoleRepeated whether the module that has the role stands there several times
   * @param services the addresses of what starts its tasks, in the order of the document
   * @param region where it is deployed, if the document tells
   * @param account in which it is deployed, if the document tells
   */
  record Configuration(
      String address,
      Optional<String> role,
      boolean isRoleRepeated,
      List<String> services,
      Optional<String> region,
      Optional<String> account)
      implements Origin {
    public Configuration {
      services = List.copyOf(services);
    }
  }
}
