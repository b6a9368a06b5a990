package io.github.ecspolicy.template;

import java.util.List;
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
   * @param syntax of the template
   * @param logicalId of the task definition
   * @param role the logical id of its execution role, if the template defines that
   * @param services the logical ids of what starts its tasks, in the order of the template
   * @param region where it is deployed, or the stand-in for that
   * @param account in which it is deployed, or the stand-in for that
   */
  record Stack(
      Syntax syntax,
      String logicalId,
      Optional<String> role,
      List<String> services,
      String region,
      String account)
      implements Origin {
    public Stack {
      services = List.copyOf(services);
    }
  }

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
   * @param services the addresses of what starts its tasks, in the order of the document
   * @param region where it is deployed, if the document tells
   * @param account in which it is deployed, if the document tells
   */
  record Configuration(
      String address,
      Optional<String> role,
      List<String> services,
      Optional<String> region,
      Optional<String> account)
      implements Origin {
    public Configuration {
      services = List.copyOf(services);
    }
  }
}
